package io.diction.dataset.tus;

import org.springframework.util.unit.DataSize;

/** How large a file may be: one of exactly this size passes. */
@FunctionalInterface
public interface LargestFile {
  DataSize size();
}
