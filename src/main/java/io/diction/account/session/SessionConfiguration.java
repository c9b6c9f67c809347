package io.diction.account.session;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/**
 * What a page asks by itself does not move a session's last use: it saves nothing, so that a page
 * left open does not keep its user signed in for ever.
 */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {
  /** Around Spring's own sessions; a second bean of the kind would switch those off. */
  @Bean
  static BeanPostProcessor idleSessions(ObjectProvider<BackgroundRequests> background) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof JdbcIndexedSessionRepository sessions
            ? idle(sessions, background.getObject())
            : bean;
      }
    };
  }

  private static Object idle(JdbcIndexedSessionRepository sessions, BackgroundRequests background) {
    ProxyFactory idle = new ProxyFactory(sessions);
    MethodInterceptor saving =
        call ->
            background.isNow() && call.getMethod().getName().equals("save") ? null : call.proceed();
    idle.addAdvice(saving);
    return idle.getProxy();
  }
}
