package io.diction.web;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafProperties;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.dialect.SpringStandardDialect;
import org.thymeleaf.spring6.expression.SPELVariableExpressionEvaluator;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.standard.expression.IStandardVariableExpressionEvaluator;
import org.thymeleaf.templateresolver.ITemplateResolver;
import org.thymeleaf.templateresource.ITemplateResource;
import org.thymeleaf.templateresource.StringTemplateResource;

/** Pages are made on the processors of one machine: what can be known before a request, is. */
@Configuration(proxyBeanMethods = false)
class TemplateConfiguration {
  @Bean
  HashedLinks hashedLinks(ObjectProvider<ResourceUrlProvider> files, ServletContext application) {
    return new HashedLinks(files, application);
  }

  @Bean
  SpringResourceTemplateResolver defaultTemplateResolver(
      ThymeleafProperties properties,
      HashedLinks links,
      ServletContext application,
      MessageSource messages) {
    SpringResourceTemplateResolver templates =
        new SpringResourceTemplateResolver() {
          @Override
          protected ITemplateResource computeTemplateResource(
              IEngineConfiguration configuration,
              String owner,
              String template,
              String resource,
              String encoding,
              Map<String, Object> attributes) {
            ITemplateResource source =
                super.computeTemplateResource(
                    configuration, owner, template, resource, encoding, attributes);
            SettledTemplate settled =
                new SettledTemplate(
                    key ->
                        Optional.ofNullable(
                            messages.getMessage(key, null, null, Languages.current())),
                    path -> application.getContextPath() + links.hashed(path));
            return new StringTemplateResource(settled.settle(read(source)));
          }
        };
    templates.setPrefix(properties.getPrefix());
    templates.setSuffix(properties.getSuffix());
    templates.setTemplateMode(properties.getMode());
    templates.setCharacterEncoding(properties.getEncoding().name());
    templates.setCacheable(properties.isCache());
    return templates;
  }

  private static String read(ITemplateResource source) {
    StringWriter text = new StringWriter();
    try (Reader reader = source.reader()) {
      reader.transferTo(text);
      return text.toString();
    } catch (IOException missing) {
      throw new UncheckedIOException("no template " + source.getDescription(), missing);
    }
  }

  @Bean
  SpringTemplateEngine templateEngine(
      ObjectProvider<ITemplateResolver> templates,
      HashedLinks links,
      ThymeleafProperties properties) {
    PathExpressions expressions = new PathExpressions(SPELVariableExpressionEvaluator.INSTANCE);
    SpringTemplateEngine engine = new SpringTemplateEngine();
    engine.setDialect(
        new SpringStandardDialect() {
          @Override
          public IStandardVariableExpressionEvaluator getVariableExpressionEvaluator() {
            return expressions;
          }

          @Override
          public Set<IProcessor> getProcessors(String prefix) {
            Set<IProcessor> processors = new HashSet<>(super.getProcessors(prefix));
            processors.addAll(new KeptFragments(engine, properties.isCache()).processors(prefix));
            return processors;
          }
        });
    engine.setLinkBuilder(links);
    engine.setCacheManager(new TemplateCaches());
    templates.orderedStream().forEach(engine::addTemplateResolver);
    return engine;
  }

  @Bean
  static BeanPostProcessor completePages() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof ThymeleafViewResolver views) {
          views.setViewClass(CompletePage.class);
        }
        return bean;
      }
    };
  }
}
