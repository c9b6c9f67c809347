package io.diction.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.validation.DefaultMessageCodesResolver;
import org.springframework.validation.MessageCodesResolver;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleContextResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.LiteWebJarsResourceResolver;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/** Static files and the parameters that handler methods may take. */
@Configuration(proxyBeanMethods = false)
@Import(TemplateConfiguration.class)
class WebConfiguration implements WebMvcConfigurer {
  /** Marks the name of a file that never changes: {@code diction-<MD5 of its bytes>.css}. */
  private static final String HASHED = "/{name:.+-[0-9a-f]{32}\\.[a-z0-9]+}";

  /** Request attribute: a controller was reached. */
  static final String HANDLED = WebConfiguration.class.getName() + ".handled";

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new GridQueryResolver());
  }

  /** Names with a hash are kept for a year; without, a file is asked for again each time. */
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    CacheControl year = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    CacheControl never = CacheControl.noCache();
    for (String folder : List.of("css", "js", "images")) {
      String place = "classpath:/static/" + folder + "/";
      serve(registry.addResourceHandler("/" + folder + HASHED), place, year);
      serve(registry.addResourceHandler("/" + folder + "/**"), place, never);
    }
    String webJars = "classpath:/META-INF/resources/webjars/";
    serve(registry.addResourceHandler("/webjars/{jar}/{version}/{folder}" + HASHED), webJars, year);
    serve(registry.addResourceHandler("/webjars/**"), webJars, never);
  }

  /** The same few sentences for every field of every form, in place of the frameworks' own. */
  @Override
  public MessageCodesResolver getMessageCodesResolver() {
    return new DefaultMessageCodesResolver() {
      @Override
      public String[] resolveMessageCodes(
          String code, String form, String field, @Nullable Class<?> type) {
        return switch (code) {
          case "NotBlank", "NotNull" -> new String[] {"web.field.required"};
          case "Email" -> new String[] {"web.field.email"};
          case "OneLine" -> new String[] {"web.field.one-line"};
          case "Pattern" -> new String[] {"web.field.choice"};
          case "Range" -> new String[] {"web.field.range"};
          case "Size" -> new String[] {"web.field.longest"};
          case "typeMismatch" -> new String[] {mismatch(type)};
          default -> super.resolveMessageCodes(code, form, field, type);
        };
      }
    };
  }

  private static String mismatch(@Nullable Class<?> type) {
    if (type != null && Temporal.class.isAssignableFrom(type)) {
      return "web.field.date";
    }
    return type == Integer.class ? "web.field.number" : "web.field.choice";
  }

  private static void serve(
      ResourceHandlerRegistration handler, String location, CacheControl caching) {
    handler
        .addResourceLocations(location)
        .setCacheControl(caching)
        .resourceChain(true)
        .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"))
        .addResolver(new LiteWebJarsResourceResolver());
  }

  /** The same address answers in the reader's language, and to htmx with a part of the page. */
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new InTurn());
    registry.addInterceptor(
        new HandlerInterceptor() {
          @Override
          public boolean preHandle(
              HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (request.getDispatcherType() != DispatcherType.ERROR) {
              request.setAttribute(HANDLED, true);
            }
            if (handler instanceof HandlerMethod && !response.containsHeader(HttpHeaders.VARY)) {
              response.setHeader(HttpHeaders.VARY, "Accept-Language, HX-Request");
            }
            return true;
          }
        });
  }

  @Bean
  LocaleContextResolver localeResolver() {
    return new UserLanguage();
  }
}
