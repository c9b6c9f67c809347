package io.diction.api.answer;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What the API's handlers may take as parameters. */
@Configuration(proxyBeanMethods = false)
class ApiParameters implements WebMvcConfigurer {
  private final BodyReader bodies;
  private final BaseAddress address;

  ApiParameters(BodyReader bodies, BaseAddress address) {
    this.bodies = bodies;
    this.address = address;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(bodies);
    resolvers.add(address);
  }
}
