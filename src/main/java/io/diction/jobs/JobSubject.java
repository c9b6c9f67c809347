package io.diction.jobs;

/**
 * What a job works on, for people.
 *
 * @param name of a model, a recording, a file
 * @param by the name of whoever asked for it; empty where nobody did
 */
public record JobSubject(String name, String by) {}
