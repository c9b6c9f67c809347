package io.diction.jobs;

import java.time.Instant;

/**
 * One line of a job's log.
 *
 * @param number from 1, without gaps
 */
public record JobLogLine(int number, Instant at, String line) {}
