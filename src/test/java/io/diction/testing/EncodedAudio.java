package io.diction.testing;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;

/** Compressed recordings for tests, written by FFmpeg's own encoders in this process. */
public final class EncodedAudio {
  private static final int FRAME = 1_024;

  private EncodedAudio() {}

  /** Formats that tests write: container, encoder, sample format. */
  public enum Format {
    MP3("mp3", "libmp3lame", AV_SAMPLE_FMT_S16P),
    M4A("ipod", "aac", AV_SAMPLE_FMT_FLTP),
    ALAC("ipod", "alac", AV_SAMPLE_FMT_S16P),
    FLAC("flac", "flac", AV_SAMPLE_FMT_S16),
    FLAC24("flac", "flac", AV_SAMPLE_FMT_S32),
    AAC("adts", "aac", AV_SAMPLE_FMT_FLTP),
    OGG("ogg", "flac", AV_SAMPLE_FMT_S16),
    W64("w64", "pcm_s16le", AV_SAMPLE_FMT_S16),
    WAV24("wav", "pcm_s24le", AV_SAMPLE_FMT_S32),
    MATROSKA("matroska", "flac", AV_SAMPLE_FMT_S16);

    private final String muxer;
    private final String encoder;
    private final int sampleFormat;

    Format(String muxer, String encoder, int sampleFormat) {
      this.muxer = muxer;
      this.encoder = encoder;
      this.sampleFormat = sampleFormat;
    }
  }

  /**
   * Writes a file.
   *
   * @param channels samples of each channel, equally many
   */
  public static Path write(Path file, Format format, int sampleRateHz, float[]... channels) {
    av_log_set_level(-8);
    AVFormatContext output = new AVFormatContext(null);
    check(avformat_alloc_output_context2(output, null, format.muxer, file.toString()));
    AVCodec codec = avcodec_find_encoder_by_name(format.encoder);
    if (codec == null) {
      throw new IllegalStateException("FFmpeg has no encoder " + format.encoder);
    }
    AVCodecContext encoder = avcodec_alloc_context3(codec);
    encoder.sample_rate(sampleRateHz);
    encoder.sample_fmt(format.sampleFormat);
    encoder.bit_rate(channels.length * 64_000L);
    encoder.strict_std_compliance(-2);
    av_channel_layout_default(encoder.ch_layout(), channels.length);
    if (format == Format.FLAC24) {
      encoder.bits_per_raw_sample(24);
    }
    if ((output.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
      encoder.flags(encoder.flags() | (1 << 22));
    }
    check(avcodec_open2(encoder, codec, (PointerPointer<?>) null));
    AVStream stream = avformat_new_stream(output, null);
    stream.time_base().num(1).den(sampleRateHz);
    check(avcodec_parameters_from_context(stream.codecpar(), encoder));
    AVIOContext io = new AVIOContext(null);
    check(avio_open(io, file.toString(), AVIO_FLAG_WRITE));
    output.pb(io);
    check(avformat_write_header(output, (AVDictionary) null));
    int frameSize = encoder.frame_size() > 0 ? encoder.frame_size() : FRAME;
    AVPacket packet = av_packet_alloc();
    for (int start = 0; start < channels[0].length; start += frameSize) {
      AVFrame frame = frame(format, sampleRateHz, channels, start, frameSize);
      check(avcodec_send_frame(encoder, frame));
      drain(encoder, output, stream, packet);
      av_frame_free(frame);
    }
    check(avcodec_send_frame(encoder, null));
    drain(encoder, output, stream, packet);
    check(av_write_trailer(output));
    avio_closep(output.pb());
    av_packet_free(packet);
    avcodec_free_context(encoder);
    avformat_free_context(output);
    return file;
  }

  private static AVFrame frame(
      Format format, int sampleRateHz, float[][] channels, int start, int frameSize) {
    AVFrame frame = av_frame_alloc();
    int count = Math.min(frameSize, channels[0].length - start);
    frame.nb_samples(count);
    frame.format(format.sampleFormat);
    frame.sample_rate(sampleRateHz);
    av_channel_layout_default(frame.ch_layout(), channels.length);
    check(av_frame_get_buffer(frame, 0));
    boolean planar =
        format.sampleFormat == AV_SAMPLE_FMT_FLTP || format.sampleFormat == AV_SAMPLE_FMT_S16P;
    for (int c = 0; c < channels.length; c++) {
      ByteBuffer bytes =
          frame
              .extended_data(planar ? c : 0)
              .capacity((long) count * 4 * channels.length)
              .asByteBuffer()
              .order(ByteOrder.nativeOrder());
      for (int t = 0; t < count; t++) {
        int at = planar ? t : t * channels.length + c;
        float sample = channels[c][start + t];
        if (format.sampleFormat == AV_SAMPLE_FMT_FLTP) {
          bytes.putFloat(4 * at, sample);
        } else if (format.sampleFormat == AV_SAMPLE_FMT_S32) {
          bytes.putInt(4 * at, Math.round(sample * 8_388_607f) << 8);
        } else {
          bytes.putShort(2 * at, (short) Math.round(sample * 32_767f));
        }
      }
    }
    frame.pts(start);
    return frame;
  }

  private static void drain(
      AVCodecContext encoder, AVFormatContext output, AVStream stream, AVPacket packet) {
    while (avcodec_receive_packet(encoder, packet) >= 0) {
      packet.stream_index(0);
      av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
      check(av_interleaved_write_frame(output, packet));
      av_packet_unref(packet);
    }
  }

  private static void check(int result) {
    if (result < 0) {
      throw new IllegalStateException("FFmpeg says " + result);
    }
  }
}
