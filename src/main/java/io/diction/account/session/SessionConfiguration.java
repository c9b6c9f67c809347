package io.diction.account.session;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

/**
 * What a page asks by itself does not move a session's last use: it saves nothing, so that a page
 * left open does not keep its user signed in for ever. What a person asks moves it once a minute.
 */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {
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
