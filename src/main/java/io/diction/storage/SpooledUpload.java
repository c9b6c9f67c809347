package io.diction.storage;

import io.diction.identity.OrganizationId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Bytes that come to a file of their own, whose hash tells where they are kept. */
final class SpooledUpload implements BlobStore.Upload {
  private static final String SUFFIX = ".part";

  private final Path file;
  private final FileChannel channel;
  private final OutputStream stream;
  private final Keeper keeper;

  /** Takes a whole file over. */
  interface Keeper {
    void keep(Path file, OrganizationId organization, String sha256) throws IOException;
  }

  private SpooledUpload(Path file, FileChannel channel, Keeper keeper) {
    this.file = file;
    this.channel = channel;
    this.stream = Channels.newOutputStream(channel);
    this.keeper = keeper;
  }

  static SpooledUpload in(Path folder, Keeper keeper) throws IOException {
    Path file = folder.resolve(UUID.randomUUID() + SUFFIX);
    return new SpooledUpload(
        file,
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        keeper);
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  @Override
  public void keep(OrganizationId organization, String sha256) throws IOException {
    channel.force(true);
    channel.close();
    keeper.keep(file, organization, sha256);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }
}
