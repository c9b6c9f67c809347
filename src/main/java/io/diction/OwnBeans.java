package io.diction;

import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;
import org.springframework.util.ClassUtils;

/**
 * Finds most of our own beans by name: {@code modelChoices} for a parameter of type ModelChoices,
 * whatever the parameter is called. Spring looks whether the bean of that name is what is wanted,
 * and goes through all thousand definitions, a third of the start, only where it is not.
 */
final class OwnBeans extends ContextAnnotationAutowireCandidateResolver {
  private static final String OURS = DictionApplication.class.getPackageName() + ".";

  @Override
  public @Nullable String getSuggestedName(DependencyDescriptor descriptor) {
    String suggested = super.getSuggestedName(descriptor);
    Class<?> type = descriptor.getDependencyType();
    if (suggested != null
        || !type.getName().startsWith(OURS)
        || Modifier.isAbstract(type.getModifiers())) {
      return suggested;
    }
    return ClassUtils.getShortNameAsProperty(type);
  }
}
