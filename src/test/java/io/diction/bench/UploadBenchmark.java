package io.diction.bench;

import io.diction.testing.DictionProcess;
import io.diction.testing.HttpBrowser;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/**
 * One large file by the official Java client over loopback, to the packaged jar in a process of its
 * own: megabytes (of a million bytes) a second, and how much its resident memory grows (Linux).
 */
final class UploadBenchmark {
  private static final long MEGABYTE = 1_000_000;
  private static final int WARM_UP_MB = 100;
  private static final Pattern MODEL = Pattern.compile("/custom-models/([0-9a-f-]{36})");

  private final Path results;
  private final List<String> lines = new ArrayList<>();

  UploadBenchmark(Path results) {
    this.results = results;
  }

  void run(long megabytes) throws IOException, ProtocolException {
    Path folder = Files.createTempDirectory(results.toAbsolutePath(), "upload");
    try (DictionProcess server =
        DictionProcess.serveOptimized(folder.resolve("data"), "--diction.jobs.here=false")) {
      HttpBrowser browser = new HttpBrowser(server.port());
      browser.signIn("admin@lakeside.example", "diction-demo");
      browser.get("/account");
      Matcher model = MODEL.matcher(browser.get("/custom-models").body());
      if (!model.find()) {
        throw new IllegalStateException("the example organization has no model");
      }
      String datasets = "/custom-models/" + model.group(1) + "/datasets";
      send(server, browser, datasets, WARM_UP_MB * MEGABYTE);
      long before = server.residentBytes();
      long begin = System.nanoTime();
      String id = send(server, browser, datasets, megabytes * MEGABYTE);
      double sent = (System.nanoTime() - begin) / 1e9;
      HttpResponse<String> done =
          browser.post(datasets + "/received", Map.of("uploads", id, "type", "TRANSCRIPT"));
      double all = (System.nanoTime() - begin) / 1e9;
      if (done.statusCode() != 303) {
        throw new IllegalStateException("answered " + done.statusCode());
      }
      say("%,d MB sent in %.1f s: %.0f MB/s", megabytes, sent, megabytes / sent);
      say("with SHA-256 and as a dataset after %.1f s: %.0f MB/s", all, megabytes / all);
      say(
          "resident memory %,d MB before, %,d MB most since",
          before / MEGABYTE, server.mostResidentBytes() / MEGABYTE);
      Files.writeString(
          results.resolve("upload.txt"), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private static String send(
      DictionProcess server, HttpBrowser browser, String datasets, long bytes)
      throws IOException, ProtocolException {
    TusClient client = new TusClient();
    client.setUploadCreationURL(
        URI.create("http://localhost:" + server.port() + datasets + "/tus").toURL());
    client.setHeaders(browser.headers());
    TusUpload upload = new TusUpload();
    upload.setInputStream(new Same(bytes));
    upload.setSize(bytes);
    upload.setMetadata(Map.of("filename", bytes + ".txt"));
    TusUploader uploader = client.createUpload(upload);
    uploader.setChunkSize(1 << 20);
    uploader.setRequestPayloadSize(256 << 20);
    while (uploader.uploadChunk() > -1) {
      // The rest.
    }
    uploader.finish();
    String place = uploader.getUploadURL().getPath();
    return place.substring(place.lastIndexOf('/') + 1);
  }

  private void say(String format, Object... arguments) {
    String line = String.format(Locale.ROOT, format, arguments);
    System.out.println(line);
    lines.add(line);
  }

  /** The same letter, so many times. */
  private static final class Same extends InputStream {
    private long left;

    Same(long bytes) {
      this.left = bytes;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'a' : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int some = (int) Math.min(left, length);
      Arrays.fill(buffer, offset, offset + some, (byte) 'a');
      left -= some;
      return some;
    }
  }
}
