package io.diction.custommodel.details;

import io.diction.audit.AuditEntry;
import io.diction.audit.AuditLog;
import io.diction.custommodel.ModelView;
import io.diction.identity.SignedIn;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who did what to a model. */
@Component
class Activities {
  private final AuditLog log;

  Activities(AuditLog log) {
    this.log = log;
  }

  /**
   * What happened to a model, the newest first, a page at a time.
   *
   * @param page from 1
   */
  record Activity(List<AuditEntry> entries, int page, boolean more) {
    private static final int SIZE = 20;

    private static final Pattern TERMS = Pattern.compile("(\\d{1,9}) new, (\\d{1,9}) changed");

    Activity {
      entries = List.copyOf(entries);
    }

    /** What an import did to the vocabulary, which is written down in no reader's language. */
    public record Terms(int added, int changed) {}

    /** Null for any other deed. */
    public @Nullable Terms terms(AuditEntry entry) {
      Matcher counted = TERMS.matcher(entry.detail());
      return entry.action().equals("custom-model.import-terms") && counted.matches()
          ? new Terms(Integer.parseInt(counted.group(1)), Integer.parseInt(counted.group(2)))
          : null;
    }
  }

  /** For its owner's people; a page beyond the last one is empty. */
  @Transactional(readOnly = true)
  Activity of(ModelView model, SignedIn user, int page) {
    int wanted = Math.max(1, Math.min(page, 1000));
    List<AuditEntry> found =
        model.isOwn()
            ? log.about(user, model.id().value(), (wanted - 1L) * Activity.SIZE, Activity.SIZE + 1)
            : List.of();
    boolean more = found.size() > Activity.SIZE;
    return new Activity(more ? found.subList(0, Activity.SIZE) : found, wanted, more);
  }
}
