import CZlib

/// What gzip makes of a text.
func gzip(_ text: String) -> [UInt8] { gzip(Array(text.utf8)) }

/// What gzip makes of bytes.
func gzip(_ bytes: [UInt8], level: Int32 = 9) -> [UInt8] {
  // zlib's state must stay where it is.
  let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  stream.initialize(to: z_stream())
  defer {
    deflateEnd(stream)
    stream.deallocate()
  }
  deflateInit2_(
    stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  var input = bytes
  var output = [UInt8](repeating: 0, count: Int(deflateBound(stream, UInt(bytes.count))))
  let count = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      stream.pointee.next_in = input.baseAddress
      stream.pointee.avail_in = UInt32(input.count)
      stream.pointee.next_out = output.baseAddress
      stream.pointee.avail_out = UInt32(output.count)
      deflate(stream, Z_FINISH)
      return output.count - Int(stream.pointee.avail_out)
    }
  }
  return Array(output[..<count])
}
