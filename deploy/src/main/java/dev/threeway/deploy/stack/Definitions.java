package dev.threeway.deploy.stack;

/** The definition of each part. */
final class Definitions {
  private Definitions() {}

  static PartDefinition of(Part part) {
    return switch (part) {
      case POSTGRES -> new PostgresPart();
      case KEYCLOAK -> new KeycloakPart();
      case BROKER -> new BrokerPart();
      case REGISTRY -> new RegistryPart();
      case CONNECT -> new ConnectPart();
      case ENGINE -> new EnginePart();
      case TRAFFIC -> new TrafficPart();
    };
  }
}
