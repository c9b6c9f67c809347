package io.diction.storage;

import io.diction.identity.OrganizationId;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Where the bytes are: a file system, or an object store with copies on the disk. */
interface BlobStore extends Closeable {

  /** A stream to bytes that are not kept yet. */
  Upload begin() throws IOException;

  /** A local file with the bytes; nobody may write to it. */
  Path file(OrganizationId organization, String sha256) throws IOException;

  /** The same where it is on the disk already. */
  Optional<Path> here(OrganizationId organization, String sha256) throws IOException;

  /**
   * Keeps the bytes of a file of ours without copying them first: on a file system it gets a second
   * name. Whole or not at all, like {@link Upload#keep}.
   *
   * @return false where that cannot be, as across file systems
   */
  boolean link(OrganizationId organization, String sha256, Path file) throws IOException;

  boolean has(OrganizationId organization, String sha256);

  void remove(OrganizationId organization, String sha256) throws IOException;

  /** The bytes as they are kept, past every copy of them. */
  InputStream open(OrganizationId organization, String sha256) throws IOException;

  /** Shows everything that is kept, in no particular order. */
  void visit(Visitor visitor) throws IOException;

  /** Removes what uploads left that nobody ends any more. */
  void tidy() throws IOException;

  /** Bytes that can be added before the disk is full. */
  long freeBytes() throws IOException;

  /** Is shown what is kept. */
  interface Visitor {
    void blob(OrganizationId organization, String sha256);

    /** Something that is none of ours. */
    void other(String place);
  }

  /** One upload; closing without {@link #keep} drops its bytes. */
  interface Upload extends Closeable {
    OutputStream stream();

    /** Forces the bytes to the disk under their name; they are there whole or not at all. */
    void keep(OrganizationId organization, String sha256) throws IOException;

    @Override
    void close() throws IOException;
  }
}
