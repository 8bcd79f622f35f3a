//! Owns: the options of `brief`.
//! Promises: plain data, read by clap.

use clap::Args;

/// How a brief is made and set.
#[derive(Clone, Debug, Default, Args)]
pub struct BriefArguments {
    /// Words of all lines together at most.
    #[arg(
        id = "line_words",
        long = "words",
        value_name = "N",
        default_value_t = 400
    )]
    pub words: usize,
    /// Print one HTML file.
    #[arg(long, conflicts_with = "json")]
    pub html: bool,
    /// Print a message that `sendmail -t` takes.
    #[arg(long, conflicts_with_all = ["json", "html"])]
    pub mail: bool,
    /// Whom the message is to.
    #[arg(long, value_name = "ADDRESS", requires = "mail")]
    pub to: Option<String>,
    /// Tell what is new since then: `last`, the last brief of this name or query, or a day. A saved line tells since `last`.
    #[arg(long, value_name = "last|DATE")]
    pub since: Option<String>,
    /// Tell the last brief of this name or query again.
    #[arg(long)]
    pub again: bool,
    /// What `brief` took before it was a page; refused with a word on why.
    #[arg(long, hide = true)]
    pub summary: Option<String>,
    /// The same.
    #[arg(long, hide = true)]
    pub about: Option<String>,
}
