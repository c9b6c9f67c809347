package io.diction.speech.audio;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EACCES;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_ENOMEM;

import io.diction.speech.audio.DecoderWire.Failure;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * One file in FFmpeg's hands, inside the child process. It reads through the given callbacks alone:
 * every protocol is forbidden and every attempt to open another file is refused, since containers
 * such as DASH or mov can name files of other people.
 */
final class FfmpegFile implements AutoCloseable {
  static final String CONTAINERS = "wav,w64,mp3,flac,mov,ogg,aac";
  static final String CODECS =
      "pcm_s8,pcm_u8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,"
          + "pcm_f32be,pcm_f64le,pcm_f64be,pcm_alaw,pcm_mulaw,adpcm_ms,adpcm_ima_wav,adpcm_ima_qt,"
          + "mp3,mp3float,mp2,mp2float,aac,alac,flac,vorbis,opus";

  /** A container may claim any number of streams, and each costs memory. */
  private static final String MOST_STREAMS = "50";

  /** Samples gathered before an answer is sent; one message a frame would be slow. */
  private static final int BLOCK = 1 << 15;

  /** A file in which more than one packet in four is damaged is refused, past the first few. */
  private static final long FEW_DAMAGED = 3;

  /** Kept for ever: native code holds their addresses, and JavaCPP has few slots for callbacks. */
  private static final RefuseOpen REFUSE_OPEN = new RefuseOpen();

  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVFrame frame = avutil.av_frame_alloc();
  private final FrameMixer mixer;
  private final AVIOContext io;
  private final AVFormatContext format = avformat.avformat_alloc_context();
  private @Nullable AVCodecContext decoder;
  private int audioStream = -1;
  private long packets;
  private long damaged;
  private boolean draining;
  private float[] block = new float[2 * BLOCK];
  private int blockRateHz;
  private boolean frameWaits;

  /** A file that cannot be decoded, and why. */
  static final class FailureException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Failure failure;
    private final long value;

    FailureException(Failure failure, long value) {
      super(failure.name(), null, false, false);
      this.failure = failure;
      this.value = value;
    }

    Failure failure() {
      return failure;
    }

    /** The number that the failure's sentence mentions: a rate, a count of channels. */
    long value() {
      return value;
    }
  }

  /**
   * What FFmpeg found.
   *
   * @param exact whether the duration is counted, so that fewer samples mean a file cut off
   */
  record Found(
      String container,
      String codec,
      int rateHz,
      int channels,
      int bitDepth,
      double durationSeconds,
      boolean exact) {}

  /** Refuses whatever FFmpeg wants to open beyond the one input. */
  private static final class RefuseOpen
      extends AVFormatContext
          .Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer {
    @Override
    @SuppressWarnings("rawtypes")
    public int call(
        AVFormatContext context,
        PointerPointer created,
        BytePointer url,
        int flags,
        PointerPointer options) {
      return AVERROR_EACCES();
    }
  }

  /**
   * @param only the channel that is heard; {@link AudioDecoder#ALL_CHANNELS} for their mean
   */
  FfmpegFile(Read_packet_Pointer_BytePointer_int reader, Seek_Pointer_long_int seeker, int only) {
    mixer = new FrameMixer(only);
    BytePointer buffer = new BytePointer(avutil.av_malloc(DecoderWire.MOST_BYTES));
    io = avformat.avio_alloc_context(buffer, DecoderWire.MOST_BYTES, 0, null, reader, null, seeker);
    format.pb(io);
    format.io_open(REFUSE_OPEN);
  }

  /** Reads the header and prepares decoding of the best audio stream. */
  Found open() throws FailureException {
    AVDictionary options = new AVDictionary(null);
    avutil.av_dict_set(options, "protocol_whitelist", "none", 0);
    avutil.av_dict_set(options, "format_whitelist", CONTAINERS, 0);
    avutil.av_dict_set(options, "codec_whitelist", CODECS, 0);
    avutil.av_dict_set(options, "max_streams", MOST_STREAMS, 0);
    int result = avformat.avformat_open_input(format, (String) null, null, options);
    avutil.av_dict_free(options);
    if (result < 0) {
      throw failure(result, Failure.UNKNOWN_FORMAT);
    }
    result = avformat.avformat_find_stream_info(format, (PointerPointer<?>) null);
    if (result < 0) {
      throw failure(result, Failure.DAMAGED);
    }
    AVStream stream = chooseStream();
    AVCodecParameters parameters = stream.codecpar();
    int rate = parameters.sample_rate();
    int channels = parameters.ch_layout().nb_channels();
    AVCodec codec = avcodec.avcodec_find_decoder(parameters.codec_id());
    if (codec == null || !Arrays.asList(CODECS.split(",")).contains(codec.name().getString())) {
      throw new FailureException(Failure.UNSUPPORTED_CODEC, 0);
    }
    if (rate <= 0) {
      throw new FailureException(Failure.BAD_RATE, rate);
    }
    if (channels < 1 || channels > Limits.MOST_CHANNELS) {
      throw new FailureException(Failure.BAD_CHANNELS, channels);
    }
    AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
    decoder = context;
    avcodec.avcodec_parameters_to_context(context, parameters);
    context.thread_count(1);
    context.pkt_timebase(stream.time_base());
    result = avcodec.avcodec_open2(context, codec, (PointerPointer<?>) null);
    if (result < 0) {
      throw failure(result, Failure.DAMAGED);
    }
    String container = format.iformat().name().getString().split(",")[0];
    return new Found(
        container,
        avcodec.avcodec_get_name(parameters.codec_id()).getString(),
        rate,
        channels,
        bitDepth(parameters),
        duration(stream),
        (container.equals("flac") || container.equals("mov"))
            && stream.duration() != AV_NOPTS_VALUE);
  }

  /** Decodes until a block is full; returns its samples, 0 at the end. */
  int decode() throws FailureException {
    int filled = 0;
    blockRateHz = 0;
    while (filled < BLOCK && (frameWaits || nextFrame())) {
      int rate = frame.sample_rate();
      if (blockRateHz != 0 && rate != blockRateHz) {
        // The next block begins with this frame, at its own rate.
        frameWaits = true;
        return filled;
      }
      frameWaits = false;
      blockRateHz = rate;
      int count = frame.nb_samples();
      if (filled + count > DecoderWire.MOST_SAMPLES) {
        throw new FailureException(Failure.DAMAGED, 0);
      }
      if (filled + count > block.length) {
        block = Arrays.copyOf(block, filled + count);
      }
      mixer.mix(frame, block, filled);
      avutil.av_frame_unref(frame);
      filled += count;
    }
    if (filled == 0 && damaged > FEW_DAMAGED && damaged * 4 > packets) {
      throw new FailureException(Failure.DAMAGED, damaged);
    }
    return filled;
  }

  float[] block() {
    return block;
  }

  int blockRateHz() {
    return blockRateHz;
  }

  /** Packets that could not be decoded so far. */
  long damaged() {
    return damaged;
  }

  /** What the channels had so far. */
  ChannelLevels levels() {
    return mixer.levels();
  }

  private boolean nextFrame() throws FailureException {
    while (true) {
      int received = avcodec.avcodec_receive_frame(decoder, frame);
      if (received >= 0) {
        int channels = frame.ch_layout().nb_channels();
        if (channels < 1 || channels > Limits.MOST_CHANNELS) {
          throw new FailureException(Failure.BAD_CHANNELS, channels);
        }
        return true;
      }
      if (received == AVERROR_EOF) {
        return false;
      }
      if (received != AVERROR_EAGAIN()) {
        damaged++;
      }
      if (!draining) {
        feedDecoder();
      } else if (received != AVERROR_EAGAIN()) {
        return false;
      }
    }
  }

  private void feedDecoder() throws FailureException {
    int read = avformat.av_read_frame(format, packet);
    if (read < 0) {
      if (read != AVERROR_EOF) {
        damaged++;
      }
      draining = true;
      avcodec.avcodec_send_packet(decoder, null);
      return;
    }
    if (packet.stream_index() == audioStream) {
      packets++;
      int sent = avcodec.avcodec_send_packet(decoder, packet);
      if (sent == AVERROR_ENOMEM()) {
        throw new FailureException(Failure.OUT_OF_MEMORY, 0);
      }
      if (sent < 0) {
        damaged++;
      }
    }
    avcodec.av_packet_unref(packet);
  }

  /** The best audio stream; everything else (cover pictures, video) is skipped while reading. */
  private AVStream chooseStream() throws FailureException {
    audioStream =
        avformat.av_find_best_stream(
            format, AVMEDIA_TYPE_AUDIO, -1, -1, (PointerPointer<?>) null, 0);
    if (audioStream < 0) {
      throw new FailureException(Failure.NO_AUDIO, 0);
    }
    for (int i = 0; i < format.nb_streams(); i++) {
      if (i != audioStream) {
        format.streams(i).discard(avcodec.AVDISCARD_ALL);
      }
    }
    return format.streams(audioStream);
  }

  private double duration(AVStream stream) {
    if (stream.duration() != AV_NOPTS_VALUE && stream.duration() > 0) {
      return stream.duration() * avutil.av_q2d(stream.time_base());
    }
    long micros = format.duration();
    return micros == AV_NOPTS_VALUE || micros <= 0 ? Double.NaN : micros / 1e6;
  }

  private static int bitDepth(AVCodecParameters parameters) {
    return parameters.bits_per_raw_sample() > 0
        ? parameters.bits_per_raw_sample()
        : Math.max(0, avcodec.av_get_bits_per_sample(parameters.codec_id()));
  }

  private static FailureException failure(int result, Failure otherwise) {
    return new FailureException(result == AVERROR_ENOMEM() ? Failure.OUT_OF_MEMORY : otherwise, 0);
  }

  @Override
  public void close() {
    if (decoder != null) {
      avcodec.avcodec_free_context(decoder);
    }
    avformat.avformat_close_input(format);
    // FFmpeg may have put a larger buffer in the place of ours.
    avutil.av_free(io.buffer());
    avformat.avio_context_free(io);
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
  }
}
