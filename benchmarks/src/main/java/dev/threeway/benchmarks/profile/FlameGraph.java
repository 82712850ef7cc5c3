package dev.threeway.benchmarks.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Draws a call tree: a box for each method, as wide as its share of the samples, on top of the one
 * that called it. The tooltip of a box has its full name and its share.
 */
public final class FlameGraph {
  private static final int WIDTH = 1_600;
  private static final int ROW = 17;
  private static final int HEAD = 40;
  private static final double CHARACTER = 6.6;
  private static final double NARROWEST = 0.7;

  private final StringBuilder svg = new StringBuilder();
  private final Frame root;
  private final int height;

  private FlameGraph(Frame root) {
    this.root = root;
    this.height = HEAD + ROW * (root.depth() + 1);
  }

  /**
   * Turns a recording of the JDK's Flight Recorder into an SVG picture.
   *
   * @param threads a part of the names of the threads that count, as a regular expression
   * @return how many samples it shows
   * @throws IOException if the recording cannot be read or the picture cannot be written
   */
  public static long draw(Path recording, Pattern threads, String title, Path picture)
      throws IOException {
    Frame root = CallTree.read(recording, threads);
    Files.writeString(picture, new FlameGraph(root).text(title), StandardCharsets.UTF_8);
    return root.samples();
  }

  static String draw(Frame root, String title) {
    return new FlameGraph(root).text(title);
  }

  private String text(String title) {
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' font-family='monospace' font-size='11'>%n",
        WIDTH, height, WIDTH);
    add("<rect width='100%%' height='100%%' fill='#fff'/>%n");
    add(
        "<text x='10' y='24' font-size='16'>%s, %d samples</text>%n",
        escape(title), root.samples());
    if (root.samples() > 0) {
      box(root, 0, 0);
    }
    return svg.append("</svg>\n").toString();
  }

  private void box(Frame frame, double x, int level) {
    double width = (double) WIDTH * frame.samples() / root.samples();
    if (width < NARROWEST) {
      return;
    }
    int y = height - ROW * (level + 1);
    add(
        "<g><title>%s, %.1f %%</title><rect x='%.1f' y='%d' width='%.1f' height='%d' fill='%s' rx='1'/>",
        escape(frame.name()),
        100.0 * frame.samples() / root.samples(),
        x,
        y,
        width,
        ROW - 1,
        colour(frame.name()));
    int characters = (int) ((width - 4) / CHARACTER);
    if (characters > 2) {
      add("<text x='%.1f' y='%d'>%s</text>", x + 2, y + 12, escape(cut(frame.name(), characters)));
    }
    add("</g>%n");
    double next = x;
    for (Frame callee : frame.callees()) {
      box(callee, next, level + 1);
      next += (double) WIDTH * callee.samples() / root.samples();
    }
  }

  private static String cut(String name, int characters) {
    return name.length() <= characters ? name : name.substring(0, characters - 1) + "…";
  }

  /** The same method has the same warm colour in every picture. */
  private static String colour(String name) {
    int hash = name.hashCode();
    return "#%02x%02x%02x"
        .formatted(
            225 + Math.floorMod(hash, 30),
            120 + Math.floorMod(hash >> 8, 100),
            70 + Math.floorMod(hash >> 16, 50));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
