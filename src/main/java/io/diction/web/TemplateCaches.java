package io.diction.web;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.cache.AbstractCacheManager;
import org.thymeleaf.cache.ExpressionCacheKey;
import org.thymeleaf.cache.ICache;
import org.thymeleaf.cache.ICacheEntryValidityChecker;
import org.thymeleaf.cache.TemplateCacheKey;
import org.thymeleaf.engine.TemplateModel;

/**
 * Keeps every template, for each language its own, and every expression. Thymeleaf's caches hold
 * the last few hundred, which is less than the portal has.
 */
final class TemplateCaches extends AbstractCacheManager {
  /** What an entry of the cache is good for besides its own key. */
  private record Entry<K>(K key, Object kind) {}

  @Override
  protected ICache<TemplateCacheKey, TemplateModel> initializeTemplateCache() {
    return new Kept<>(Languages::current);
  }

  @Override
  protected ICache<ExpressionCacheKey, Object> initializeExpressionCache() {
    return new Kept<>(() -> "");
  }

  /** There are as many entries as templates ask for; nothing of a request is among them. */
  private static final class Kept<K, V> implements ICache<K, V> {
    private final Supplier<Object> kind;
    private final Map<Entry<K>, V> entries = new ConcurrentHashMap<>();

    Kept(Supplier<Object> kind) {
      this.kind = kind;
    }

    @Override
    public void put(K key, V value) {
      entries.put(new Entry<>(key, kind.get()), value);
    }

    @Override
    public @Nullable V get(K key) {
      return entries.get(new Entry<>(key, kind.get()));
    }

    @Override
    public @Nullable V get(K key, ICacheEntryValidityChecker<? super K, ? super V> validity) {
      return get(key);
    }

    @Override
    public void clear() {
      entries.clear();
    }

    @Override
    public void clearKey(K key) {
      entries.remove(new Entry<>(key, kind.get()));
    }

    @Override
    public Set<K> keySet() {
      return entries.keySet().stream().map(Entry::key).collect(Collectors.toSet());
    }
  }
}
