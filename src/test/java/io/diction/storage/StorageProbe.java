package io.diction.storage;

import io.diction.identity.OrganizationId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.util.unit.DataSize;

/** Brings the storage of a running portal into states that take long to come by themselves. */
public final class StorageProbe {
  private StorageProbe() {}

  /** Until it is closed the disk has no room for anything. */
  public interface FullDisk extends AutoCloseable {
    @Override
    void close();
  }

  public static FullDisk fill(Blobs blobs) {
    Blobs target = Objects.requireNonNull(AopTestUtils.getUltimateTargetObject(blobs));
    Object usual = ReflectionTestUtils.getField(target, "writer");
    BlobStore store = (BlobStore) ReflectionTestUtils.getField(target, "store");
    ReflectionTestUtils.setField(
        target,
        "writer",
        new BlobWriter(Objects.requireNonNull(store), DataSize.ofTerabytes(1_000_000)));
    return () -> ReflectionTestUtils.setField(target, "writer", usual);
  }

  /** Removes an organization's bytes that nothing refers to, as if their retention were over. */
  public static void cleanUpAll(Blobs blobs, JdbcClient jdbc, OrganizationId organization) {
    jdbc.sql(
            """
            update blob
            set unreferenced_since = :longAgo
            where organization_id = :organization and reference_count = 0
            """)
        .param("longAgo", OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC))
        .param("organization", organization.value())
        .update();
    blobs.cleanUp();
  }
}
