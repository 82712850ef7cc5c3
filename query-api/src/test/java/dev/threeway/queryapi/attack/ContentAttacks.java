package dev.threeway.queryapi.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Too much of something, too deep, or too slow. */
final class ContentAttacks {
  private static final String ME = "/api/v1/me";
  private static final int MEGABYTE = 1 << 20;

  private ContentAttacks() {}

  static List<Attack> bombs(Target target) {
    Attacks attacks = new Attacks("bombs", target);
    String gzip = gzipOfZeros(40 * MEGABYTE);
    String nested = "[".repeat(60_000);
    String pairs = "{" + "\"a\":1,".repeat(10_000) + "\"a\":1}";
    attacks.request(
        "gzip of 40 MB, GET", content("GET", target, gzip).with("Content-Encoding", "gzip"), 415);
    attacks.request(
        "gzip of 40 MB, POST", content("POST", target, gzip).with("Content-Encoding", "gzip"), 405);
    attacks.request("JSON nested 60 000 deep, GET", content("GET", target, nested), 415);
    attacks.request("JSON nested 60 000 deep, POST", content("POST", target, nested), 405);
    attacks.request("JSON of 10 000 equal names", content("PUT", target, pairs), 405);
    attacks.request(
        "content of 10 GB", target.get(ME, "viewer").with("Content-Length", "10000000000"), 413);
    attacks.add(
        "chunks without an end",
        "GET " + ME + " | Transfer-Encoding: chunked | 64 MB",
        () -> endless(target),
        415);
    attacks.request("a header of 100 kB", target.get(ME).with("X-Long", "x".repeat(100_000)), 431);
    attacks.request(
        "a cookie of 16 kB", target.get(ME).with("Cookie", "a=" + "x".repeat(16_384)), 431);
    Request many = target.get(ME);
    for (int i = 0; i < 5_000; i++) {
      many.with("X-" + i, "x");
    }
    attacks.request("5 000 headers", many, 431);
    attacks.request("1 000 parameters", target.get(ME + "?" + "a=1&".repeat(1_000), "viewer"), 400);
    attacks.request(
        "1 000 ranges",
        target.get(ME, "viewer").with("Range", "bytes=0-" + ",0-".repeat(1_000)),
        200);
    attacks.request(
        "1 000 accepted formats",
        target.get(ME, "viewer").with("Accept", "a/b;q=0.1,".repeat(400) + "x/y"),
        406);
    return attacks.list();
  }

  private static Request content(String method, Target target, String content) {
    return target
        .send(method, ME, "viewer")
        .with("Content-Type", "application/json")
        .with("Content-Length", Integer.toString(content.length()))
        .body(content);
  }

  private static String gzipOfZeros(int size) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      byte[] zeros = new byte[MEGABYTE];
      for (int i = 0; i < size / MEGABYTE; i++) {
        gzip.write(zeros);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(ISO_8859_1);
  }

  /** Sends chunks until the server has had enough. */
  private static Reply endless(Target target) throws IOException {
    Request request = target.get(ME, "viewer").with("Transfer-Encoding", "chunked");
    byte[] chunk = ("10000\r\n" + "x".repeat(65_536) + "\r\n").getBytes(ISO_8859_1);
    try (Socket socket = Wire.connect(target)) {
      OutputStream out = socket.getOutputStream();
      out.write(request.text().getBytes(ISO_8859_1));
      Reply reply = Wire.read(socket);
      try {
        for (int i = 0; i < 1_000; i++) {
          out.write(chunk);
        }
      } catch (IOException enough) {
        return reply;
      }
      return new Reply("the server has taken 64 MB", false);
    }
  }

  static List<Attack> slow(Target target) {
    Attacks attacks = new Attacks("slow", target);
    Duration patience = target.requestTimeout().multipliedBy(6);
    Duration within = target.requestTimeout().multipliedBy(5);
    attacks
        .add(
            "headers byte by byte",
            "GET " + ME + " | X-Slow: x x x …",
            () -> Wire.drip(target, "GET " + ME + " HTTP/1.1\r\nHost: x\r\nX-Slow: ", patience),
            Reply.NONE,
            408)
        .and("closed", Reply::closed)
        .within(within);
    attacks
        .add(
            "a first line byte by byte",
            "GET /xxx…",
            () -> Wire.drip(target, "GET /", patience),
            Reply.NONE,
            408)
        .and("closed", Reply::closed)
        .within(within);
    for (String method : List.of("GET", "POST")) {
      for (String framing : List.of("Content-Length: 60000", "Transfer-Encoding: chunked")) {
        String begin = "%s /api/v1/me HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n".formatted(method, framing);
        attacks
            .add(
                "content byte by byte, %s, %s".formatted(method, framing),
                Request.printable(begin),
                () -> Wire.drip(target, begin, patience),
                401,
                405,
                408,
                415)
            .and("closed", Reply::closed)
            .within(within);
      }
    }
    attacks.add(
        "100 requests that never end",
        "100 × GET " + ME + " | X-Slow: …",
        () -> whileOthersHang(target, 100),
        200);
    return attacks.list();
  }

  /** What somebody gets who asks while others hold connections without asking. */
  private static Reply whileOthersHang(Target target, int others) throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < others; i++) {
        Socket socket = Wire.connect(target);
        open.add(socket);
        socket.getOutputStream().write("GET / HTTP/1.1\r\nX-Slow: ".getBytes(ISO_8859_1));
      }
      return Wire.send(target, target.get(ME, "viewer"));
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }
}
