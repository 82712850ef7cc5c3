package dev.threeway.deploy.cli;

import dev.threeway.benchmarks.tls.Side;
import dev.threeway.deploy.stack.DemoTokens;
import dev.threeway.deploy.stack.Identity;
import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A local stack that takes part in a comparison; its engine has been stopped. */
final class StackSide implements Side {
  private final LocalStack stack;
  private final boolean signedIn;

  /**
   * @param signedIn whether the API asks for tokens
   */
  StackSide(LocalStack stack, boolean signedIn) {
    this.stack = stack;
    this.signedIn = signedIn;
  }

  @Override
  public String name() {
    return signedIn ? "encrypted" : "in the clear";
  }

  @Override
  public Map<String, Object> writer() {
    return stack.addresses().kafkaClient(Identity.SIMULATOR);
  }

  @Override
  public Map<String, Object> observer() {
    return stack.addresses().kafkaClient(Identity.READER);
  }

  @Override
  public String group() {
    return "threeway";
  }

  @Override
  public String apiUrl() {
    return stack.addresses().apiUrl();
  }

  @Override
  public Optional<Path> authority() {
    return stack.addresses().authority();
  }

  @Override
  public Optional<String> token() {
    if (!signedIn) {
      return Optional.empty();
    }
    try {
      // Who may read account ids, as everybody may where nobody is asked.
      return Optional.of(new DemoTokens(stack.addresses()).of("operator"));
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  @Override
  public void startEngine() {
    stack.restart(Part.ENGINE);
  }

  @Override
  public void stopEngine() {
    stack.stop(Part.ENGINE);
  }

  @Override
  public ProcessHandle engine() {
    return stack.process(Part.ENGINE).orElseThrow();
  }

  @Override
  public ProcessHandle broker() {
    return stack.process(Part.BROKER).orElseThrow();
  }
}
