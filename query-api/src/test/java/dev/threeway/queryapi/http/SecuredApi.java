package dev.threeway.queryapi.http;

import dev.threeway.queryapi.live.DriverEngine;
import dev.threeway.queryapi.security.KeyServer;
import dev.threeway.queryapi.security.Tokens;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An API that asks for tokens, with the issuer of these, started afresh for each test. */
final class SecuredApi implements BeforeEachCallback, AfterEachCallback {
  private final int partitions;
  private final int rateLimit;
  private DriverEngine engine;
  private KeyServer keys;
  private RunningApi api;

  /**
   * @param rateLimit requests of one caller to one resource; 0 for no limit
   */
  SecuredApi(int partitions, int rateLimit) {
    this.partitions = partitions;
    this.rateLimit = rateLimit;
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    engine = new DriverEngine(partitions);
    keys = new KeyServer(Tokens.RSA);
    api = another(engine);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    api.close();
    keys.close();
    engine.close();
  }

  /** Another API over an engine of its own that takes the same tokens; the caller closes it. */
  RunningApi another(DriverEngine engine) {
    return new RunningApi(engine.reads(), keys.verifier(), rateLimit, engine.clock());
  }

  DriverEngine engine() {
    return engine;
  }

  KeyServer keys() {
    return keys;
  }

  RunningApi api() {
    return api;
  }

  /** Gets a resource whose path has no parameters, as somebody of a role. */
  HttpResponse<String> as(String role, String path) throws IOException, InterruptedException {
    return as(role, path.replaceAll("\\?.*", ""), path);
  }

  /**
   * Gets a resource as somebody of a role.
   *
   * @param route the path of the contract that has to describe the answer
   */
  HttpResponse<String> as(String role, String route, String path)
      throws IOException, InterruptedException {
    return with(Tokens.of(role), route, path);
  }

  /** Gets a resource with a token, good or not. */
  HttpResponse<String> with(String token, String route, String path)
      throws IOException, InterruptedException {
    return api.get(route, path, "Authorization", "Bearer " + token);
  }
}
