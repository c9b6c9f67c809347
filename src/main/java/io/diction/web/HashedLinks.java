package io.diction.web;

import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;

/**
 * Makes {@code @{/css/diction.css}} the name with the hash. Other links stay as they are; Spring's
 * filter for this would look for each link of a page among the files.
 */
final class HashedLinks extends StandardLinkBuilder {
  private static final Pattern FILE = Pattern.compile("/(css|js|images|webjars)/[\\w./-]+");

  private final ObjectProvider<ResourceUrlProvider> files;
  private final String application;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  HashedLinks(ObjectProvider<ResourceUrlProvider> files, ServletContext application) {
    this.files = files;
    this.application = application.getContextPath();
  }

  /** The same for every request, and known without one. */
  @Override
  protected String computeContextPath(
      IExpressionContext context, String base, @Nullable Map<String, Object> parameters) {
    return application;
  }

  @Override
  protected String processLink(IExpressionContext context, String link) {
    return application.isEmpty() || !link.startsWith(application)
        ? hashed(link)
        : application + hashed(link.substring(application.length()));
  }

  /** A path within the application; a file's by its name with the hash. */
  String hashed(String path) {
    return FILE.matcher(path).matches() ? known.computeIfAbsent(path, this::named) : path;
  }

  private String named(String path) {
    String found = files.getObject().getForLookupPath(path);
    return found == null ? path : found;
  }
}
