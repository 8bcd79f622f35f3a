//! Owns: the packed form of numbers, strings and spans inside blobs.
//! Promises: what was packed is unpacked the same; unpacking any bytes is total and answers `None` when they are not ours.

use nutgraf_read::model::span::Span;

/// Writes numbers in as few bytes as they need (LEB128: seven bits a byte, the low ones first).
#[derive(Debug, Default)]
pub(crate) struct Packer {
    bytes: Vec<u8>,
}

impl Packer {
    /// Nothing packed yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A whole number from 0.
    pub(crate) fn number(&mut self, mut value: u64) -> &mut Self {
        while value >= 0x80 {
            self.bytes.push(low_byte(value) | 0x80);
            value >>= 7;
        }
        self.bytes.push(low_byte(value));
        self
    }

    /// A count or an offset.
    pub(crate) fn count(&mut self, value: usize) -> &mut Self {
        self.number(value as u64)
    }

    /// A whole number that may be negative (zigzag: small ones stay short).
    pub(crate) fn signed(&mut self, value: i64) -> &mut Self {
        self.number(value.cast_unsigned() << 1 ^ (value >> 63).cast_unsigned())
    }

    /// A fraction, bit for bit.
    pub(crate) fn fraction(&mut self, value: f32) -> &mut Self {
        self.bytes.extend_from_slice(&value.to_le_bytes());
        self
    }

    /// A string with its length.
    pub(crate) fn text(&mut self, value: &str) -> &mut Self {
        self.count(value.len());
        self.bytes.extend_from_slice(value.as_bytes());
        self
    }

    /// A string that may be missing, in which case it costs one byte.
    pub(crate) fn maybe_text(&mut self, value: Option<&str>) -> &mut Self {
        match value {
            Some(text) => self.number(1).text(text),
            None => self.number(0),
        }
    }

    /// A span as the way from `from` to its start, and its length. Returns its end, from which the next may go on.
    pub(crate) fn span(&mut self, from: u32, span: Span) -> u32 {
        self.signed(i64::from(span.start) - i64::from(from));
        self.count(span.len());
        span.end
    }

    /// A list of spans with its length; short when they ascend.
    pub(crate) fn spans(&mut self, spans: impl ExactSizeIterator<Item = Span>) -> &mut Self {
        self.count(spans.len());
        let mut from = 0;
        for span in spans {
            from = self.span(from, span);
        }
        self
    }

    /// The packed bytes.
    pub(crate) fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

fn low_byte(value: u64) -> u8 {
    (value & 0x7f).to_le_bytes()[0]
}

/// Reads what a `Packer` wrote, in the same order.
#[derive(Clone, Debug)]
pub(crate) struct Unpacker<'b> {
    rest: &'b [u8],
}

impl<'b> Unpacker<'b> {
    /// From the start of `bytes`.
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What is left.
    pub(crate) fn rest(&self) -> &'b [u8] {
        self.rest
    }

    /// Whether nothing is left.
    pub(crate) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// A whole number from 0.
    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A number that fits 32 bits.
    pub(crate) fn small(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    /// The length of a list whose items take at least one byte each: never more than bytes are left, so that broken
    /// bytes don't ask for much memory.
    pub(crate) fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.rest.len()).then_some(count)
    }

    /// A whole number that may be negative.
    pub(crate) fn signed(&mut self) -> Option<i64> {
        let value = self.number()?;
        Some((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    /// A fraction.
    pub(crate) fn fraction(&mut self) -> Option<f32> {
        let (bytes, rest) = self.rest.split_first_chunk::<4>()?;
        self.rest = rest;
        Some(f32::from_le_bytes(*bytes))
    }

    /// A string.
    pub(crate) fn text(&mut self) -> Option<&'b str> {
        let length = self.count()?;
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(bytes).ok()
    }

    /// A string that may be missing.
    #[expect(
        clippy::option_option,
        reason = "that no string was packed is not that none can be read"
    )]
    pub(crate) fn maybe_text(&mut self) -> Option<Option<&'b str>> {
        match self.number()? {
            0 => Some(None),
            1 => Some(Some(self.text()?)),
            _ => None,
        }
    }

    /// A span that was packed with the same `from`.
    pub(crate) fn span(&mut self, from: u32) -> Option<Span> {
        let start = u32::try_from(i64::from(from).checked_add(self.signed()?)?).ok()?;
        let end = start.checked_add(self.small()?)?;
        Some(Span { start, end })
    }

    /// A list of spans.
    pub(crate) fn spans(&mut self) -> Option<Vec<Span>> {
        let mut from = 0;
        (0..self.count()?)
            .map(|_| {
                let span = self.span(from)?;
                from = span.end;
                Some(span)
            })
            .collect()
    }

    /// Passes over a span.
    pub(crate) fn pass_span(&mut self) -> Option<()> {
        self.signed()?;
        self.small()?;
        Some(())
    }

    /// Passes over a list of spans.
    pub(crate) fn pass_spans(&mut self) -> Option<()> {
        (0..self.count()?).try_for_each(|_| self.pass_span())
    }
}

/// Packs ascending ids as steps.
pub(crate) fn ids(ascending: impl IntoIterator<Item = u32>) -> Vec<u8> {
    let mut packer = Packer::new();
    let mut last = 0;
    for id in ascending {
        packer.number(u64::from(id.wrapping_sub(last)));
        last = id;
    }
    packer.finish()
}

/// Reads what `ids` packed.
pub(crate) fn unpack_ids(bytes: &[u8]) -> Option<Vec<u32>> {
    let mut unpacker = Unpacker::new(bytes);
    let mut last = 0u32;
    let mut found = Vec::new();
    while !unpacker.is_done() {
        last = last.wrapping_add(unpacker.small()?);
        found.push(last);
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_packed_comes_back(numbers: Vec<u64>, signed: Vec<i64>, text: String, ids_in: std::collections::BTreeSet<u32>) {
            let mut packer = Packer::new();
            for n in &numbers { packer.number(*n); }
            for n in &signed { packer.signed(*n); }
            packer.text(&text).maybe_text(None).maybe_text(Some(&text));
            let bytes = packer.finish();
            let mut unpacker = Unpacker::new(&bytes);
            for n in &numbers { prop_assert_eq!(unpacker.number(), Some(*n)); }
            for n in &signed { prop_assert_eq!(unpacker.signed(), Some(*n)); }
            prop_assert_eq!(unpacker.text(), Some(text.as_str()));
            prop_assert_eq!(unpacker.maybe_text(), Some(None));
            prop_assert_eq!(unpacker.maybe_text(), Some(Some(text.as_str())));
            prop_assert!(unpacker.is_done());
            let back = unpack_ids(&ids(ids_in.iter().copied()));
            prop_assert_eq!(back, Some(ids_in.into_iter().collect::<Vec<_>>()));
        }

        #[test]
        fn spans_come_back_in_any_order(ends in proptest::collection::vec((0u32..9999, 0u32..99), 0..40)) {
            let spans: Vec<Span> = ends.iter().map(|&(start, len)| Span { start, end: start + len }).collect();
            let mut packer = Packer::new();
            packer.spans(spans.iter().copied());
            let bytes = packer.finish();
            prop_assert_eq!(Unpacker::new(&bytes).spans(), Some(spans));
            let mut unpacker = Unpacker::new(&bytes);
            prop_assert_eq!(unpacker.pass_spans(), Some(()));
            prop_assert!(unpacker.is_done());
        }

        #[test]
        fn any_bytes_are_read_without_harm(bytes: Vec<u8>) {
            let mut unpacker = Unpacker::new(&bytes);
            while unpacker.spans().is_some() && unpacker.text().is_some() && !unpacker.is_done() {}
            unpack_ids(&bytes);
        }
    }
}
