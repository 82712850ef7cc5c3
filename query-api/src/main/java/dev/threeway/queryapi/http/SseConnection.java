package dev.threeway.queryapi.http;

import dev.threeway.queryapi.push.ClientChannel;
import dev.threeway.queryapi.push.StreamClient;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee10.servlet.HttpOutput;

/**
 * A response that is written without blocking: the server says when the client can take more, and
 * until then no thread is spent on it.
 */
final class SseConnection implements ClientChannel, WriteListener, AsyncListener {
  private final HttpOutput out;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private StreamClient client;

  SseConnection(HttpOutput out) {
    this.out = out;
  }

  /** Begins to write what there is for a client. */
  void start(AsyncContext context, StreamClient served) {
    client = served;
    context.addListener(this);
    out.setWriteListener(this);
  }

  /** Completes when the response is over. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  @Override
  public boolean isReady() {
    return out.isReady();
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    // Unlike an array, a buffer is not gathered with others: it goes to the client at once, and no
    // memory is kept for a client that has nothing to be sent.
    out.write(ByteBuffer.wrap(bytes));
  }

  @Override
  public void end() {
    ended.complete(null);
  }

  @Override
  public void onWritePossible() {
    client.pump();
  }

  @Override
  public void onError(Throwable clientIsGone) {
    client.end();
  }

  @Override
  public void onError(AsyncEvent clientIsGone) {
    client.end();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    client.end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    client.end();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Does not happen: the request is put aside once.
  }
}
