package io.diction.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Sends files to an object store, large ones in parts, some of them at the same time. An object is
 * there when all of it is, not before.
 */
final class S3Upload implements AutoCloseable {
  static final int PART = 16 * 1024 * 1024;

  /** No upload may have more. */
  private static final int MOST_PARTS = 10_000;

  private static final int AT_ONCE = 4;
  private static final String TYPE = "application/octet-stream";

  private final S3Client client;
  private final String bucket;
  private final Set<String> underWay;
  private final ExecutorService threads;

  /**
   * @param underWay gets the names of the uploads that this process has begun and not ended
   */
  S3Upload(S3Client client, String bucket, Set<String> underWay) {
    this.client = client;
    this.bucket = bucket;
    this.underWay = underWay;
    this.threads =
        Executors.newFixedThreadPool(
            AT_ONCE,
            work -> {
              Thread thread = new Thread(work, "object-store");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Returns when the store has the whole file.
   *
   * @throws StorageUnavailable when it does not take it; nothing is to be seen of it then
   */
  void send(Path file, String name) throws IOException {
    long size = Files.size(file);
    try {
      if (size <= PART) {
        client.putObject(put -> put.bucket(bucket).key(name), part(file, 0, size));
      } else {
        sendParts(file, size, name);
      }
    } catch (SdkException problem) {
      throw S3BlobStore.away(problem);
    }
  }

  private void sendParts(Path file, long size, String name) throws IOException {
    String upload =
        client
            .createMultipartUpload(create -> create.bucket(bucket).key(name).contentType(TYPE))
            .uploadId();
    underWay.add(upload);
    try {
      List<CompletedPart> parts = sendParts(file, size, name, upload);
      complete(name, upload, parts, size);
    } catch (IOException | RuntimeException problem) {
      abort(name, upload);
      throw problem;
    } finally {
      underWay.remove(upload);
    }
  }

  /**
   * A store may take longer to join the parts than anybody waits for an answer, and then knows
   * nothing of the upload when it is asked again: what counts is whether the object is there.
   */
  private void complete(String name, String upload, List<CompletedPart> parts, long size) {
    try {
      client.completeMultipartUpload(
          complete ->
              complete
                  .bucket(bucket)
                  .key(name)
                  .uploadId(upload)
                  .multipartUpload(all -> all.parts(parts)));
    } catch (SdkException problem) {
      if (!isThere(name, size)) {
        throw problem;
      }
    }
  }

  private boolean isThere(String name, long size) {
    try {
      return client.headObject(head -> head.bucket(bucket).key(name)).contentLength() == size;
    } catch (SdkException notOrAway) {
      return false;
    }
  }

  private List<CompletedPart> sendParts(Path file, long size, String name, String upload)
      throws IOException {
    List<Future<CompletedPart>> sent = new ArrayList<>();
    AtomicBoolean failed = new AtomicBoolean();
    long most = partBytes(size);
    for (long offset = 0; offset < size; offset += most) {
      long from = offset;
      int number = sent.size() + 1;
      sent.add(
          threads.submit(
              () -> {
                if (failed.get()) {
                  throw new IOException("another part could not be sent");
                }
                return send(file, from, Math.min(most, size - from), name, upload, number);
              }));
    }
    List<CompletedPart> parts = new ArrayList<>();
    try {
      for (Future<CompletedPart> one : sent) {
        parts.add(one.get());
      }
      return parts;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while sending to the object store", stopped);
    } catch (ExecutionException problem) {
      if (problem.getCause() instanceof SdkException refused) {
        throw S3BlobStore.away(refused);
      }
      // A connection that breaks in the middle of a part shows itself in many ways.
      throw new StorageUnavailable("the object store does not answer", problem.getCause());
    } finally {
      failed.set(true);
      awaitEnds(sent);
    }
  }

  /** So large that there are not too many of them. */
  static long partBytes(long size) {
    return Math.max(PART, (size + MOST_PARTS - 1) / MOST_PARTS);
  }

  /** The file may be removed after that: nobody reads it any more. */
  private static void awaitEnds(List<Future<CompletedPart>> parts) {
    for (Future<CompletedPart> one : parts) {
      try {
        var unused = one.get();
      } catch (ExecutionException told) {
        continue;
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private CompletedPart send(
      Path file, long from, long size, String name, String upload, int number) {
    String tag =
        client
            .uploadPart(
                put -> put.bucket(bucket).key(name).uploadId(upload).partNumber(number),
                part(file, from, size))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  /** The clean-up removes what cannot be removed now. */
  private void abort(String name, String upload) {
    try {
      client.abortMultipartUpload(abort -> abort.bucket(bucket).key(name).uploadId(upload));
    } catch (SdkException away) {
      return;
    }
  }

  /** Read twice, for the signature and to be sent, and again when it has to be repeated. */
  private static RequestBody part(Path file, long from, long size) {
    return RequestBody.fromContentProvider(() -> open(file, from, size), size, TYPE);
  }

  private static InputStream open(Path file, long from, long size) {
    try {
      InputStream bytes = Files.newInputStream(file);
      bytes.skipNBytes(from);
      return new Part(bytes, size);
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot read what is to be sent", problem);
    }
  }

  /** So many bytes of a stream. */
  private static final class Part extends InputStream {
    private final InputStream bytes;
    private long left;

    Part(InputStream bytes, long size) {
      this.bytes = bytes;
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      int read = left == 0 ? -1 : bytes.read();
      left -= read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = left == 0 ? -1 : bytes.read(buffer, offset, (int) Math.min(length, left));
      left -= Math.max(0, read);
      return read;
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
