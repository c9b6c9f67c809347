package io.diction.bench;

import io.diction.testing.HttpBrowser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A browser's or a program's one connection, kept open, that asks and throws away what comes: it
 * runs beside the server that is measured, so it does no more than it must. Answers come
 * compressed.
 */
final class PortalClient implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final int port;
  private final String accepts;
  private final String credentials;
  private Socket socket = new Socket();
  private InputStream in = InputStream.nullInputStream();
  private boolean open;

  /** Goes on with the session of somebody who has signed in. */
  PortalClient(int port, HttpBrowser signedIn) {
    this(
        port,
        "text/html",
        "Cookie: " + cookie(signedIn, "diction") + "; " + cookie(signedIn, "diction-csrf"));
  }

  private PortalClient(int port, String accepts, String credentials) {
    this.port = port;
    this.accepts = accepts;
    this.credentials = credentials;
  }

  /** A program that has a key of the REST API. */
  static PortalClient program(int port, String key) {
    return new PortalClient(port, "application/json", "Ocp-Apim-Subscription-Key: " + key);
  }

  private static String cookie(HttpBrowser browser, String name) {
    return name + "=" + browser.cookie(name).orElse("");
  }

  /** The bytes to send for an address. */
  byte[] request(String path, boolean fragment) {
    return """
        GET %s HTTP/1.1
        Host: localhost:%d
        Accept: %s
        Accept-Encoding: gzip
        Accept-Language: en
        %s%s

        """
        .formatted(path, port, accepts, fragment ? "HX-Request: true\n" : "", credentials)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends a request and reads the answer to its end. */
  int ask(byte[] request) throws IOException {
    if (!open) {
      connect();
    }
    socket.getOutputStream().write(request);
    int status = Integer.parseInt(line().substring(9, 12));
    long length = 0;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Long.parseLong(header.substring(15).strip());
      } else if (header.startsWith("transfer-encoding:")) {
        chunked = header.endsWith("chunked");
      } else if (header.equals("connection: close")) {
        open = false;
      }
    }
    if (chunked) {
      skipChunks();
    } else {
      in.skipNBytes(length);
    }
    return status;
  }

  private void skipChunks() throws IOException {
    long size;
    do {
      size = Long.parseLong(line(), 16);
      in.skipNBytes(size);
      if (!line().isEmpty()) {
        throw new IOException("a chunk is longer than it says");
      }
    } while (size > 0);
  }

  private void connect() throws IOException {
    socket.close();
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    open = true;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server hung up");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    open = false;
    socket.close();
  }
}
