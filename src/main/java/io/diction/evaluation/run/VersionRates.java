package io.diction.evaluation.run;

import io.diction.identity.OrganizationId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How wrong versions were in the newest test that measured them. */
@Repository
public class VersionRates {
  private final JdbcClient jdbc;

  VersionRates(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What the newest test of a version says.
   *
   * @param run that test
   * @param rate of its errors, of one word
   * @param leaky whether the version was trained on some of it
   */
  public record VersionRate(UUID versionId, UUID run, double rate, boolean leaky) {}

  /** Of the tests of an organization that ended well; without versions that none measured. */
  public List<VersionRate> newest(OrganizationId organization, Collection<UUID> versions) {
    return versions.isEmpty()
        ? List.of()
        : jdbc.sql(
                """
                select t.versionId, t.run, t.rate, t.leaky
                from (
                  select s.version_id as versionId, r.id as run, s.rate as rate, r.leaky as leaky,
                         row_number() over (
                           partition by s.version_id order by r.created_at desc, r.id desc) as place
                  from test_subject s
                  join test_run r on r.id = s.run_id
                  where r.organization_id = :organization
                    and s.version_id in (:versions)
                    and s.rate is not null
                    and r.kind = 'MEASURED'
                    and r.state = 'SUCCEEDED'
                    and r.figures is not null) t
                where t.place = 1
                """)
            .param("organization", organization.value())
            .param("versions", versions)
            .query(VersionRate.class)
            .list();
  }
}
