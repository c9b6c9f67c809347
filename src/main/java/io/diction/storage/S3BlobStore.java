package io.diction.storage;

import io.diction.identity.OrganizationId;
import io.diction.speech.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Bytes as objects {@code blobs/ORGANIZATION/ab/cd/SHA256} of a bucket. They come to the disk
 * first, where they are hashed, and are used from copies there.
 */
final class S3BlobStore implements BlobStore {
  private static final String PREFIX = "blobs/";
  private static final int NOT_FOUND = 404;
  private static final int MOST_BREAKS = 5;

  /** The parts of an upload that nobody ends any more cost room for ever. */
  static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

  private final S3Client client;
  private final String bucket;
  private final BlobCache cache;
  private final TemporaryFolder incoming;
  private final Path incomingOfAll;
  private final S3Upload upload;
  private final long keepFree;
  private final Duration longestUpload;
  private final Clock clock;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /** Copies that are on their way, each with its size. */
  private final Map<Path, Long> arriving = new ConcurrentHashMap<>();

  /**
   * @param keepFree bytes of the disk that copies have to leave
   */
  S3BlobStore(
      Path data,
      S3Client client,
      String bucket,
      BlobCache cache,
      long keepFree,
      Duration longestUpload,
      Clock clock)
      throws IOException {
    this.client = client;
    this.bucket = bucket;
    this.cache = cache;
    this.incomingOfAll = data.toAbsolutePath().normalize().resolve("cache").resolve("arriving");
    this.incoming = TemporaryFolder.below(incomingOfAll);
    this.upload = new S3Upload(client, bucket, underWay);
    this.keepFree = keepFree;
    this.longestUpload = longestUpload;
    this.clock = clock;
  }

  /** Asks the store; what it does not answer becomes {@link StorageUnavailable}. */
  private interface Asking<T> {
    T ask();
  }

  private static <T> T ask(String sha256, Asking<T> asking) throws NoSuchFileException {
    try {
      return asking.ask();
    } catch (AwsServiceException refused) {
      if (refused.statusCode() == NOT_FOUND && !isOfBucket(refused)) {
        throw new NoSuchFileException("no bytes with hash " + sha256);
      }
      throw away(refused);
    } catch (SdkException problem) {
      throw away(problem);
    }
  }

  private static boolean isOfBucket(AwsServiceException refused) {
    return refused.awsErrorDetails() != null
        && "NoSuchBucket".equals(refused.awsErrorDetails().errorCode());
  }

  static StorageUnavailable away(Exception problem) {
    return new StorageUnavailable("the object store does not answer", problem);
  }

  @Override
  public Upload begin() throws IOException {
    return SpooledUpload.in(incoming.path(), this::keep);
  }

  private void keep(Path file, OrganizationId organization, String sha256) throws IOException {
    BlobKey key = new BlobKey(organization, sha256);
    upload.send(file, name(key));
    try {
      var unused = cache.put(key, file);
    } catch (IOException | UncheckedIOException noCopy) {
      // It is stored; whoever needs it fetches it.
      Files.deleteIfExists(file);
    }
  }

  @Override
  public Path file(OrganizationId organization, String sha256) throws IOException {
    Blob.requireSha256(sha256);
    BlobKey key = new BlobKey(organization, sha256);
    return cache.get(key, () -> download(key));
  }

  @Override
  public Optional<Path> here(OrganizationId organization, String sha256) throws IOException {
    Blob.requireSha256(sha256);
    return cache.find(new BlobKey(organization, sha256));
  }

  /** Goes on where a connection broke; what comes is believed only when its hash is right. */
  private Path download(BlobKey key) throws IOException {
    Path file = incoming.path().resolve(UUID.randomUUID() + ".copy");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream to = Channels.newOutputStream(channel);
      int breaks = 0;
      boolean whole = false;
      while (!whole) {
        try (ResponseInputStream<GetObjectResponse> bytes = openFrom(key, channel.position())) {
          if (channel.position() == 0) {
            makeRoom(file, bytes.response().contentLength());
          }
          bytes.transferTo(to);
          whole = true;
        } catch (NoSuchFileException missing) {
          throw missing;
        } catch (IOException | SdkException broken) {
          if (StorageFull.isCauseOf(broken)) {
            throw new StorageFull("no room for a copy of " + key.sha256());
          }
          if (++breaks > MOST_BREAKS) {
            throw away(broken);
          }
        }
      }
      channel.force(true);
    } catch (IOException | RuntimeException problem) {
      Files.deleteIfExists(file);
      throw problem;
    } finally {
      arriving.remove(file);
    }
    if (!BlobWriter.hash(file).sha256().equals(key.sha256())) {
      Files.delete(file);
      throw new IOException("the object store has other bytes than " + key.sha256());
    }
    return file;
  }

  /**
   * Copies that nobody uses go before the disk is full, not after. What others are still waiting
   * for has its room already.
   */
  synchronized void makeRoom(Path file, long size) throws IOException {
    // Asked for once more after a break it needs no more than before.
    arriving.remove(file);
    long lacking = size + onTheWay() + keepFree - freeBytes();
    long freed = cache.makeRoom(size, lacking);
    if (lacking > freed) {
      throw new StorageFull("no room for a copy of " + size + " bytes");
    }
    arriving.put(file, size);
  }

  private long onTheWay() throws IOException {
    long bytes = 0;
    for (Map.Entry<Path, Long> copy : arriving.entrySet()) {
      try {
        bytes += Math.max(0, copy.getValue() - Files.size(copy.getKey()));
      } catch (NoSuchFileException given) {
        // Whole by now and moved, or given up.
      }
    }
    return bytes;
  }

  private ResponseInputStream<GetObjectResponse> openFrom(BlobKey key, long offset)
      throws NoSuchFileException {
    return ask(
        key.sha256(),
        () ->
            client.getObject(
                get -> {
                  get.bucket(bucket).key(name(key));
                  if (offset > 0) {
                    get.range("bytes=%d-".formatted(offset));
                  }
                }));
  }

  @Override
  public InputStream open(OrganizationId organization, String sha256) throws IOException {
    Blob.requireSha256(sha256);
    String name = name(new BlobKey(organization, sha256));
    ResponseInputStream<GetObjectResponse> bytes =
        ask(sha256, () -> client.getObject(get -> get.bucket(bucket).key(name)));
    return bytes;
  }

  /** What is uploaded need not be copied first. */
  @Override
  public boolean link(OrganizationId organization, String sha256, Path file) throws IOException {
    upload.send(file, name(new BlobKey(organization, sha256)));
    return true;
  }

  @Override
  public boolean has(OrganizationId organization, String sha256) {
    Blob.requireSha256(sha256);
    String name = name(new BlobKey(organization, sha256));
    try {
      ask(sha256, () -> client.headObject(head -> head.bucket(bucket).key(name)));
      return true;
    } catch (NoSuchFileException absent) {
      return false;
    }
  }

  @Override
  public void remove(OrganizationId organization, String sha256) throws IOException {
    Blob.requireSha256(sha256);
    BlobKey key = new BlobKey(organization, sha256);
    ask(sha256, () -> client.deleteObject(delete -> delete.bucket(bucket).key(name(key))));
    cache.remove(key);
  }

  @Override
  public void visit(Visitor visitor) throws IOException {
    ask(
        "",
        () -> {
          for (S3Object object :
              client
                  .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(PREFIX))
                  .contents()) {
            // Some stores show folders, which they have for their own pages.
            if (!object.key().endsWith("/")) {
              show(visitor, object.key());
            }
          }
          return true;
        });
  }

  private static void show(Visitor visitor, String name) {
    String[] parts = name.split("/");
    String sha256 = parts[parts.length - 1];
    Optional<OrganizationId> organization =
        parts.length > 1 ? BlobKey.organization(parts[1]) : Optional.empty();
    if (organization.isPresent()
        && Blob.isSha256(sha256)
        && name.equals(name(new BlobKey(organization.get(), sha256)))) {
      visitor.blob(organization.get(), sha256);
    } else {
      visitor.other(name);
    }
  }

  @Override
  public void tidy() throws IOException {
    TemporaryFolder.removeAbandoned(incomingOfAll);
    cache.tidy();
    Instant limit = clock.instant().minus(longestUpload);
    ask(
        "",
        () -> {
          ListMultipartUploadsResponse page =
              client.listMultipartUploads(list -> list.bucket(bucket).prefix(PREFIX));
          for (MultipartUpload left : page.uploads()) {
            Instant begun = left.initiated();
            boolean old = begun == null || !begun.isAfter(limit);
            if (old && !underWay.contains(left.uploadId()) && !isGoingOn(left, limit)) {
              client.abortMultipartUpload(
                  abort -> abort.bucket(bucket).key(left.key()).uploadId(left.uploadId()));
            }
          }
          return true;
        });
  }

  /** Another process may be sending it, as long as that takes. */
  private boolean isGoingOn(MultipartUpload left, Instant limit) {
    return client
        .listPartsPaginator(list -> list.bucket(bucket).key(left.key()).uploadId(left.uploadId()))
        .parts()
        .stream()
        .map(Part::lastModified)
        .anyMatch(sent -> sent != null && sent.isAfter(limit));
  }

  @Override
  public long freeBytes() throws IOException {
    return Files.getFileStore(incoming.path()).getUsableSpace();
  }

  @Override
  public void close() throws IOException {
    upload.close();
    client.close();
    cache.close();
    incoming.close();
  }

  private static String name(BlobKey key) {
    String sha256 = key.sha256();
    return PREFIX
        + key.organization()
        + "/"
        + sha256.substring(0, 2)
        + "/"
        + sha256.substring(2, 4)
        + "/"
        + sha256;
  }
}
