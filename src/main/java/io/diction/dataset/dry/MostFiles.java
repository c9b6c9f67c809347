package io.diction.dataset.dry;

/**
 * How many files may come at once.
 *
 * @param single files by themselves
 * @param inFolders files of folders
 */
public record MostFiles(int single, int inFolders) {}
