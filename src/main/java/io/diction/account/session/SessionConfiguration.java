package io.diction.account.session;

import java.sql.DatabaseMetaData;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

/**
 * What a page asks by itself does not move a session's last use: it saves nothing, so that a page
 * left open does not keep its user signed in for ever. What a person asks moves it once a minute.
 */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {
  private static final String UPSERTED =
      """
      insert into %TABLE_NAME%_attributes (session_primary_id, attribute_name, attribute_bytes)
      values (?, ?, ?)
      on conflict (session_primary_id, attribute_name)
      do update set attribute_bytes = excluded.attribute_bytes
      """;
  private static final String MERGED =
      """
      merge into %TABLE_NAME%_attributes (session_primary_id, attribute_name, attribute_bytes)
      key (session_primary_id, attribute_name)
      values (?, ?, ?)
      """;

  /** In place of Spring's own filter; a second bean of the kind would switch its sessions off. */
  @Bean
  static BeanPostProcessor notedSessions(
      ObjectProvider<SessionRepository<? extends Session>> sessions,
      ObjectProvider<BackgroundRequests> background,
      ObjectProvider<CookieSerializer> cookies) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof SessionRepositoryFilter
            ? filter(sessions.getObject(), background.getObject(), cookies.getObject())
            : bean;
      }
    };
  }

  /**
   * Two requests of a session may each put the first thing in the same place, such as what a form
   * that was sent twice is answered with: the later one counts, where Spring's own statement fails
   * once everything is done. Neither database knows the other's way to say so.
   */
  @Bean
  SessionRepositoryCustomizer<JdbcIndexedSessionRepository> attributes(DataSource database)
      throws MetaDataAccessException {
    String product =
        JdbcUtils.extractDatabaseMetaData(database, DatabaseMetaData::getDatabaseProductName);
    String put = DatabaseDriver.fromProductName(product) == DatabaseDriver.H2 ? MERGED : UPSERTED;
    return sessions -> sessions.setCreateSessionAttributeQuery(put);
  }

  private static <S extends Session> SessionRepositoryFilter<NotedSession<S>> filter(
      SessionRepository<S> sessions, BackgroundRequests background, CookieSerializer cookies) {
    CookieHttpSessionIdResolver ids = new CookieHttpSessionIdResolver();
    ids.setCookieSerializer(cookies);
    SessionRepositoryFilter<NotedSession<S>> filter =
        new SessionRepositoryFilter<>(new NotedSessions<>(sessions, background));
    filter.setHttpSessionIdResolver(ids);
    return filter;
  }
}
