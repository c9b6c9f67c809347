package io.diction.api.fetch;

import io.diction.jobs.JobContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with the job that reads it. */
public final class Cancellable extends FilterInputStream {
  private final JobContext job;

  public Cancellable(InputStream bytes, JobContext job) {
    super(bytes);
    this.job = job;
  }

  @Override
  public int read() throws IOException {
    job.checkCancelled();
    return in.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    job.checkCancelled();
    return in.read(buffer, offset, length);
  }
}
