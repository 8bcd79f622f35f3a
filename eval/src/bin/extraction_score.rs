//! Owns: how well the text of articles is found in pages; `nutgraf_eval::extraction` tells what the figures mean.
//! Promises: only ours is scored; `eval/rivals` scores other extractors beside it.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin extraction_score -- FILE.jsonl.gz…
//! ```

fn main() -> anyhow::Result<()> {
    nutgraf_eval::extraction::run(std::env::args().skip(1), &[])
}
