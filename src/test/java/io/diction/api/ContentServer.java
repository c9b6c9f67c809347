package io.diction.api;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Somebody's server that has files, or says something else. */
public final class ContentServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  public ContentServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = files.get(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(
              bytes == null ? 404 : 200, bytes == null ? -1 : bytes.length);
          if (bytes != null) {
            exchange.getResponseBody().write(bytes);
          }
          exchange.close();
        });
    server.start();
  }

  /**
   * Serves bytes.
   *
   * @param path with its query, if it has one
   * @return the whole address
   */
  public String put(String path, byte[] bytes) {
    files.put(path, bytes);
    return address(path);
  }

  /** Of whatever is there, or is not. */
  public String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
