package dev.threeway.benchmarks.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Gathers the samples of a recording. */
final class CallTree {
  private static final Set<String> SAMPLES =
      Set.of("jdk.ExecutionSample", "jdk.NativeMethodSample");

  /** A thread that waits in a native method is sampled as if it worked. */
  private static final Pattern WAITING = Pattern.compile("EPoll\\.wait|accept|socketRead|park");

  private CallTree() {}

  /**
   * Reads the samples of threads.
   *
   * @param threads matches the names of those that count; numbers in a name are left out of it
   * @return the root, whose callees are the threads
   */
  static Frame read(Path recording, Pattern threads) throws IOException {
    Frame root = new Frame("all");
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (SAMPLES.contains(event.getEventType().getName())) {
          add(event, threads, root);
        }
      }
    }
    return root;
  }

  private static void add(RecordedEvent event, Pattern threads, Frame root) {
    RecordedThread thread = event.getThread("sampledThread");
    RecordedStackTrace stack = event.getStackTrace();
    if (thread == null || thread.getJavaName() == null || stack == null) {
      return;
    }
    List<RecordedFrame> frames = stack.getFrames();
    if (frames.isEmpty()
        || !threads.matcher(thread.getJavaName()).find()
        || WAITING.matcher(method(frames.get(0))).find()) {
      return;
    }
    root.count();
    Frame at = root.callee(kind(thread.getJavaName()));
    at.count();
    for (int i = frames.size() - 1; i >= 0; i--) {
      String method = method(frames.get(i));
      // What lambdas and hidden classes are called differs from run to run.
      if (!method.contains("lambda$") && !Character.isDigit(method.charAt(0))) {
        at = at.callee(method);
        at.count();
      }
    }
  }

  /** Client ids stand before the last part of a thread's name. */
  private static String kind(String thread) {
    String plain = thread.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "").replaceAll("\\d+", "");
    int stream = plain.indexOf("StreamThread");
    return stream < 0 ? plain : plain.substring(stream);
  }

  private static String method(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethod().getName();
  }
}
