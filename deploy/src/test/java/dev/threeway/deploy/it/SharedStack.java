package dev.threeway.deploy.it;

import dev.threeway.deploy.stack.LocalStack;
import dev.threeway.deploy.stack.LogTail;
import dev.threeway.deploy.stack.Part;
import dev.threeway.deploy.stack.RunningStack;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Gives tests the one stack of this JVM, the whole pipeline on free ports, which the first test
 * that asks for it starts. When a test fails, the ends of all logs are printed.
 *
 * <p>A test that ends a part has to bring it back.
 */
final class SharedStack implements ParameterResolver, TestWatcher {
  static final String WINDOW = "7s";
  static final String GRACE = "1s";

  /** Few, so that a client that stalls soon has a gap. */
  private static final String STREAM_BUFFER = "2000";

  private static final int TAIL = 30;
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedStack.class);

  /** The stack in the extension's store, which closes it at the end. */
  private record Running(LocalStack stack) implements AutoCloseable {
    static Running start() {
      LocalStack stack =
          LocalStack.builder()
              .home(home())
              .directory(Path.of("target", "it", "stack"))
              .engine("threeway.engine.window", WINDOW)
              .engine("threeway.engine.grace", GRACE)
              .engine("threeway.http.stream.buffer-events", STREAM_BUFFER)
              .build();
      // A test run that was killed may have left its parts behind.
      RunningStack.in(stack.directory()).ifPresent(RunningStack::stop);
      stack.directory().deleteData();
      stack.start();
      return new Running(stack);
    }

    @Override
    public void close() {
      stack.close();
    }
  }

  /** The top of the project. */
  static Path home() {
    return Path.of(System.getProperty("threeway.home", ".."));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalStack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return store(context)
        .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class)
        .stack();
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    Running running = store(context).get(Running.class, Running.class);
    if (running != null) {
      for (Part part : Part.PIPELINE) {
        System.err.println("--- the end of the log of " + part.title());
        LogTail.of(running.stack().directory().log(part), TAIL).forEach(System.err::println);
      }
    }
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getRoot().getStore(NAMESPACE);
  }
}
