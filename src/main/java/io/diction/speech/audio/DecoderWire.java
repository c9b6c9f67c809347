package io.diction.speech.audio;

/**
 * What parent and decoder child say to each other over the child's standard input and output.
 *
 * <p>The parent asks, the child answers; while it works on an answer the child may ask for bytes of
 * the file. It never opens a file or learns its name. Numbers are big-endian.
 *
 * <pre>
 * parent             child
 *                    HELLO                                     once, when the libraries are loaded
 * OPEN size:long channel:int
 *                    READ* then PROPERTIES ... or FAILURE ...
 * NEXT               READ* then SAMPLES ... or END ... or FAILURE ...
 * CLOSE              CLOSED
 * BYTES n:int b[n]                                             the answer to READ; n = -1: unreadable
 *                    READ offset:long length:int
 *                    PROPERTIES container:UTF codec:UTF rate:int channels:int bits:int duration:double exact:boolean
 *                    SAMPLES rate:int count:int float[count]
 *                    END damaged:long n:byte levelDb:double[n] mixDb:double effectiveBits:int
 *                    FAILURE name:UTF value:long
 * </pre>
 */
final class DecoderWire {
  static final int HELLO = 'H';
  static final int OPEN = 'O';
  static final int NEXT = 'N';
  static final int CLOSE = 'C';
  static final int BYTES = 'B';
  static final int READ = 'R';
  static final int PROPERTIES = 'P';
  static final int SAMPLES = 'S';
  static final int END = 'E';
  static final int FAILURE = 'F';
  static final int CLOSED = 'D';

  /** Bytes of the file in one answer, and the size of FFmpeg's own buffer. */
  static final int MOST_BYTES = 1 << 16;

  /** Samples in one answer; a frame of any codec has fewer. */
  static final int MOST_SAMPLES = 1 << 18;

  private DecoderWire() {}

  /** Why a file cannot be decoded; with each a number that some of the sentences mention. */
  enum Failure {
    UNKNOWN_FORMAT(
        "the file is not a recording in one of the formats wav, mp3, m4a, flac, ogg or aac, or it is damaged from its start"),
    NO_AUDIO("the file has no sound track"),
    UNSUPPORTED_CODEC(
        "the sound is compressed in a way that is not supported; convert it to wav, mp3, m4a or flac"),
    BAD_RATE(""),
    BAD_CHANNELS(""),
    DAMAGED("the file is damaged: the sound could not be decoded"),
    OUT_OF_MEMORY(
        "decoding the file needs more memory than allowed; it is damaged or made to do harm"),
    UNREADABLE("");

    final String sentence;

    Failure(String sentence) {
      this.sentence = sentence;
    }
  }
}
