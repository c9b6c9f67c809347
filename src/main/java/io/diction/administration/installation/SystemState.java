package io.diction.administration.installation;

import io.diction.audit.Audit;
import io.diction.catalog.BaseModels;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.storage.Blobs;
import io.diction.storage.StorageCheck;
import io.diction.web.Libraries;
import io.diction.web.Notice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How the installation is, for a SYSOP, and the notice to everyone. */
@Service
class SystemState {
  private static final int LARGEST = 10;

  private final JdbcTemplate jdbc;
  private final Blobs blobs;
  private final StorageCheck check;
  private final BaseModels baseModels;
  private final Organizations organizations;
  private final Libraries libraries;
  private final Notice notice;
  private final Audit audit;

  SystemState(
      JdbcTemplate jdbc,
      Blobs blobs,
      StorageCheck check,
      BaseModels baseModels,
      Organizations organizations,
      Libraries libraries,
      Notice notice,
      Audit audit) {
    this.jdbc = jdbc;
    this.blobs = blobs;
    this.check = check;
    this.baseModels = baseModels;
    this.organizations = organizations;
    this.libraries = libraries;
    this.notice = notice;
    this.audit = audit;
  }

  /** What the page of the system tells. */
  record Facts(
      String version,
      String java,
      String system,
      Uptime uptime,
      String database,
      int processors,
      int threads,
      long memoryUsed,
      long memoryMost,
      long diskFree,
      long damaged,
      List<String> loadedPacks,
      List<Share> storage) {}

  /** What an organization keeps. */
  record Share(UUID id, String name, long bytes) {}

  @Transactional(readOnly = true)
  public Facts facts(SignedIn who) {
    who.requireSysop();
    Runtime runtime = Runtime.getRuntime();
    return new Facts(
        libraries.version(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        System.getProperty("os.name") + ", " + System.getProperty("os.arch"),
        Uptime.of(Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime())),
        database(),
        runtime.availableProcessors(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        runtime.totalMemory() - runtime.freeMemory(),
        runtime.maxMemory(),
        diskFree(),
        check.damaged(),
        baseModels.loaded(),
        storage());
  }

  private String database() {
    return String.valueOf(
        jdbc.execute(
            (Connection connection) ->
                connection.getMetaData().getDatabaseProductName()
                    + " "
                    + connection.getMetaData().getDatabaseProductVersion()));
  }

  private long diskFree() {
    try {
      return blobs.freeBytes();
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot ask how much of the disk is free", problem);
    }
  }

  private List<Share> storage() {
    Map<OrganizationId, Long> largest = blobs.largest(LARGEST);
    Map<UUID, String> names =
        organizations.names(largest.keySet().stream().map(OrganizationId::value).toList());
    List<Share> shares = new ArrayList<>();
    largest.forEach(
        (id, bytes) ->
            shares.add(new Share(id.value(), names.getOrDefault(id.value(), ""), bytes)));
    return shares;
  }

  /** What every page tells everyone now. */
  Notice.Message told(SignedIn who) {
    who.requireSysop();
    return notice.current();
  }

  /** What every page tells everyone from now on. */
  @Transactional
  public void tell(SignedIn who, Notice.Message message) {
    who.requireSysop();
    // Nothing to tell has no time.
    Notice.Message told = message.isEmpty() ? Notice.Message.NONE : message;
    notice.change(told);
    audit.record(
        who,
        who.organization(),
        "notice.change",
        "notice",
        new UUID(0, 1),
        "notice",
        told.isEmpty() ? "-" : told.text() + window(told));
  }

  private static String window(Notice.Message told) {
    String from = told.from() == null ? "" : " from " + told.from().toInstant();
    return told.until() == null ? from : from + " until " + told.until().toInstant();
  }
}
