package io.diction.organization.member;

import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table in which Spring Session keeps who is signed in. */
@Repository
class BrowserSessions {
  private final JdbcClient jdbc;

  BrowserSessions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Signs a user out in every browser. */
  void end(UserId user) {
    jdbc.sql("delete from spring_session where principal_name = :user")
        .param("user", user.toString())
        .update();
  }

  /** Signs everyone of an organization out. */
  void end(OrganizationId organization) {
    jdbc.sql(
            """
            delete from spring_session
            where principal_name in (
              select cast(id as varchar(36)) from app_user where organization_id = :organization)
            """)
        .param("organization", organization.value())
        .update();
  }
}
