package io.diction.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * An object store as a process of its own, whose files lie in a folder. The build lays it out; its
 * libraries never come near those of the product.
 */
public final class S3Server implements AutoCloseable {
  public static final String ACCESS_KEY = "diction";
  public static final String SECRET_KEY = "not-secret";

  private static final Path JARS = Path.of("target", "s3proxy");
  private static final long SECONDS_TO_START = 60;

  private final Path folder;
  private final int port;
  private Process process;

  private S3Server(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** A store whose buckets are folders below the given one. */
  public static S3Server start(Path folder) {
    Assumptions.assumeTrue(
        Files.isDirectory(JARS), "no object store in target/s3proxy: the build lays it out");
    S3Server server = new S3Server(folder, freePort());
    server.start();
    return server;
  }

  /** Starts it again after {@link #kill} where it was. */
  public void start() {
    try {
      Path buckets = Files.createDirectories(folder.resolve("buckets"));
      Path settings = folder.resolve("s3proxy.properties");
      Files.writeString(
          settings,
          """
          s3proxy.authorization=aws-v2-or-v4
          s3proxy.endpoint=http://127.0.0.1:%d
          s3proxy.identity=%s
          s3proxy.credential=%s
          jclouds.provider=filesystem
          jclouds.filesystem.basedir=%s
          jclouds.identity=local
          jclouds.credential=local
          """
              .formatted(port, ACCESS_KEY, SECRET_KEY, buckets.toAbsolutePath()));
      Path logging = folder.resolve("logback.xml");
      Files.writeString(logging, "<configuration><root level=\"OFF\"/></configuration>");
      process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-Xmx128m",
                      "-XX:TieredStopAtLevel=1",
                      "-Dlogback.configurationFile=" + logging.toAbsolutePath(),
                      "-cp",
                      JARS.toAbsolutePath() + "/*",
                      "org.gaul.s3proxy.Main",
                      "--properties",
                      settings.toAbsolutePath().toString()))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("s3proxy.txt").toFile())
              .start();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    awaitPort();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Makes a bucket: here that is a folder. */
  public void makeBucket(String name) {
    try {
      Files.createDirectories(folder.resolve("buckets").resolve(name));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** Where the objects of a bucket lie. */
  public Path bucket(String name) {
    return folder.resolve("buckets").resolve(name);
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private void awaitPort() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
    while (System.nanoTime() < deadline) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException notYet) {
        waitAWhile();
      }
    }
    throw new IllegalStateException("the object store does not start");
  }

  private void waitAWhile() {
    try {
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "the object store ended: " + Files.readString(folder.resolve("s3proxy.txt")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
