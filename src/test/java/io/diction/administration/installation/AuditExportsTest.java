package io.diction.administration.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.audit.Audit;
import io.diction.audit.AuditFilter;
import io.diction.audit.AuditLog;
import io.diction.identity.RightMissing;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.DataTest;
import io.diction.web.Refusal.WrongState;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@DataTest
@Import({Audit.class, AuditLog.class, AuditExports.class})
class AuditExportsTest {
  private final SignedIn sysop = OrganizationFixtures.nobody(Role.SYSOP);
  private final StringWriter written = new StringWriter();

  @Autowired private AuditExports exports;
  @Autowired private AuditLog log;

  @Test
  void areMadeOneAtATimeByOneUserAndStandInTheLog() {
    exports.write(
        sysop,
        AuditFilter.ALL,
        "first",
        () -> {
          assertThatThrownBy(() -> exports.write(sysop, AuditFilter.ALL, "second", this::writer))
              .isInstanceOf(WrongState.class);
          exports.write(
              OrganizationFixtures.nobody(Role.SYSOP), AuditFilter.ALL, "other", this::writer);
          return writer();
        });
    exports.write(sysop, AuditFilter.ALL, "third", this::writer);

    assertThat(log.page(sysop, new AuditFilter(null, "", "audit.export", "", null, null), null, 9))
        .extracting(entry -> entry.detail())
        .containsExactlyInAnyOrder("first", "other", "third");
    assertThat(written.toString()).contains("\"first\"").doesNotContain("second");
  }

  @Test
  void areForASysopAlone() {
    assertThatThrownBy(
            () ->
                exports.write(
                    OrganizationFixtures.nobody(Role.RESELLER), AuditFilter.ALL, "", this::writer))
        .isInstanceOf(RightMissing.class);
    assertThat(written.toString()).isEmpty();
  }

  private PrintWriter writer() {
    return new PrintWriter(written, true);
  }
}
