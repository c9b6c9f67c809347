package io.diction.api.dataset;

import io.diction.identity.OrganizationId;
import io.diction.storage.Blob;
import io.diction.storage.BlobOwner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The blocks of datasets on their way. Each is a row of its own in storage until the end. */
@Repository
class BlockRows implements BlobOwner {
  private static final String OWNED =
      "(select id from dataset_arrival where id = :arrival and organization_id = :organization)";

  private final JdbcClient jdbc;

  BlockRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A block.
   *
   * @param sha256 null once the dataset has its bytes
   * @param place in the dataset, from 1; null while it is not committed
   */
  record Block(String id, @Nullable String sha256, int sizeBytes, @Nullable Integer place) {}

  private JdbcClient.StatementSpec of(OrganizationId organization, UUID arrival, String sql) {
    return jdbc.sql(sql.replace(":owned", OWNED))
        .param("organization", organization.value())
        .param("arrival", arrival);
  }

  List<Block> list(OrganizationId organization, UUID arrival) {
    return of(
            organization,
            arrival,
            """
            select block_id as id, sha256, size_bytes as sizeBytes, place
            from dataset_block
            where arrival_id = :owned
            order by place, block_id
            """)
        .query(Block.class)
        .list();
  }

  Optional<Block> find(OrganizationId organization, UUID arrival, String block) {
    return of(
            organization,
            arrival,
            """
            select block_id as id, sha256, size_bytes as sizeBytes, place
            from dataset_block
            where arrival_id = :owned and block_id = :block
            """)
        .param("block", block)
        .query(Block.class)
        .optional();
  }

  /** Any block of it: all identifiers have the same length. */
  Optional<String> findSomeId(OrganizationId organization, UUID arrival) {
    return of(
            organization,
            arrival,
            "select block_id from dataset_block where arrival_id = :owned limit 1")
        .query(String.class)
        .optional();
  }

  int count(OrganizationId organization, UUID arrival) {
    return of(organization, arrival, "select count(*) from dataset_block where arrival_id = :owned")
        .query(Integer.class)
        .single();
  }

  void put(OrganizationId organization, UUID arrival, String block, Blob bytes) {
    of(
            organization,
            arrival,
            "delete from dataset_block where arrival_id = :owned and block_id = :block")
        .param("block", block)
        .update();
    of(
            organization,
            arrival,
            """
            insert into dataset_block (arrival_id, block_id, sha256, size_bytes)
            values (:owned, :block, :sha256, :size)
            """)
        .param("block", block)
        .param("sha256", bytes.sha256())
        .param("size", Math.toIntExact(bytes.sizeBytes()))
        .update();
  }

  void place(OrganizationId organization, UUID arrival, String block, int place) {
    of(
            organization,
            arrival,
            "update dataset_block set place = :place where arrival_id = :owned and block_id = :block")
        .param("place", place)
        .param("block", block)
        .update();
  }

  /** Of those that are not part of the dataset nothing is said any more. */
  void removeUncommitted(OrganizationId organization, UUID arrival) {
    of(
            organization,
            arrival,
            "delete from dataset_block where arrival_id = :owned and place is null")
        .update();
  }

  /** The dataset has the bytes now, or nobody needs them any more. */
  void forgetBytes(OrganizationId organization, UUID arrival) {
    of(organization, arrival, "update dataset_block set sha256 = null where arrival_id = :owned")
        .update();
  }

  @Override
  public void references(Consumer<Reference> each) {
    jdbc.sql(
            """
            select a.organization_id, b.sha256, b.block_id, a.id
            from dataset_block b join dataset_arrival a on a.id = b.arrival_id
            where b.sha256 is not null
            """)
        .query(told(each));
  }

  @Override
  public void references(Set<String> hashes, Consumer<Reference> each) {
    if (!hashes.isEmpty()) {
      jdbc.sql(
              """
              select a.organization_id, b.sha256, b.block_id, a.id
              from dataset_block b join dataset_arrival a on a.id = b.arrival_id
              where b.sha256 in (:hashes)
              """)
          .param("hashes", hashes)
          .query(told(each));
    }
  }

  private static RowCallbackHandler told(Consumer<Reference> each) {
    return row ->
        each.accept(
            new Reference(
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("sha256"),
                "dataset %s, block %s".formatted(row.getString("id"), row.getString("block_id"))));
  }
}
