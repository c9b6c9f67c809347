/**
 * Samples in: decoding in child processes, resampling, quality measures; and samples made, by
 * synthesis.
 *
 * <p>Everything inside is 16 kHz mono, samples -1 to 1. A recording of any length is read as a
 * stream; only short ones are held whole ({@link io.diction.speech.audio.Audio}).
 *
 * <pre>{@code
 * try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
 *   Audio clip = decoder.decode(Path.of("clip.m4a"));
 *   try (AudioSource lecture = decoder.open(Path.of("lecture.mp3"))) {
 *     float[] buffer = new float[8_192];
 *     for (int read = lecture.read(buffer); read >= 0; read = lecture.read(buffer)) {
 *       recogniser.accept(buffer, read);
 *     }
 *     String identity = lecture.sha256();
 *   }
 * }
 * WavWriter.write(Path.of("spoken.wav"), new Synthesizer().speak("How do you say it?"));
 * }</pre>
 *
 * <p>Vocabulary: a <em>container</em> (wav, mov) holds a stream compressed by a <em>codec</em>; a
 * <em>block</em> is what one step of decoding gives.
 */
@NullMarked
package io.diction.speech.audio;

import org.jspecify.annotations.NullMarked;
