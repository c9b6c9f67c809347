/**
 * Language packs: acoustic model, dictionary and language model of one language, in the layout in
 * which CMU Sphinx publishes them, with a description in {@code pack.json}. Installing copies,
 * checks and registers a pack; every trained model is based on one.
 *
 * <p><i>Pack</i>: a folder with the files of one language. <i>Hash of a pack</i>: SHA-256 over the
 * checksums of its model files; whatever is trained on a pack refers to it. <i>Finding</i>: what is
 * wrong or doubtful with a pack, in a sentence.
 *
 * <pre>{@code
 * Packs packs = new Packs(dataFolder.resolve("packs"));
 * Packs.Installation done = packs.install(Path.of("cmusphinx-de.zip"), PackOptions.NONE, progress);
 * done.findings().forEach(finding -> System.err.println(finding.sentence()));
 * SpeechModel german = packs.get(done.pack().name()).speechModel();
 * }</pre>
 */
@NullMarked
package io.diction.speech.pack;

import org.jspecify.annotations.NullMarked;
