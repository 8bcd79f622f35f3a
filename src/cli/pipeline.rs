//! Owns: the pipeline of the commands that read documents, put together from options and settings.
//! Promises: options come before settings; a wrong file of corrections is an error before anything is read.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::arguments::{FormatName, ReadingArguments};
use crate::cli::fault::Fault;
use crate::cli::session::Session;
use crate::cli::stream_arguments::StreamArguments;
use crate::engine::pipeline::{Pipeline, compile};
use nutgraf_analysis::AnalysisOptions;
use nutgraf_library::actors::corrections::CorrectionsFile;
use nutgraf_read::Options;
use nutgraf_read::ingest::Limits;
use nutgraf_read::model::article::Format;
use nutgraf_read::model::correction::Corrections;
use nutgraf_read::model::mistake::Mistake;
use nutgraf_read::model::summary_request::Length;

const MIB: usize = 1 << 20;

/// What is to be done with the texts.
#[derive(Debug, Default)]
pub struct PipelineOptions {
    /// How texts are read and summed up.
    pub reading: ReadingArguments,
    /// Whether they are analysed.
    pub analyse: bool,
    /// What summaries turn to.
    pub about: Option<String>,
    /// How the documents keep step with another program.
    pub stream: StreamArguments,
    /// Whether what is found goes into a library, which keeps it as found and shows it corrected.
    pub stored: bool,
}

/// Compiles dictionaries and weights.
pub fn pipeline(session: &Session, options: &PipelineOptions) -> Result<Pipeline, Fault> {
    let lexicon = nutgraf_analysis::lexicon();
    let settings = &session.settings;
    let reading = &options.reading;
    let corrections = match &reading.actors {
        Some(path) => Some(Arc::new(corrections_of(path)?)),
        None if options.analyse && !options.stored => kept(session),
        None => None,
    };
    let (rules, analyst) = compile(&lexicon);
    Ok(Pipeline {
        reading: Options {
            format: format(session.common.format, &options.stream)?,
            every_line: options.stream.every_line,
            shard: options.stream.shard.unwrap_or_default(),
            limits: limits(session),
            clean: settings.read.clean && !reading.no_clean,
            // A library keeps what was found; corrections that hold for the reading itself ask for a new analysis.
            analysed: (options.stored && corrections.is_none())
                .then_some(nutgraf_analysis::VERSION),
            ..Options::with_rules(rules)
        },
        analyst,
        options: AnalysisOptions {
            summary_sentences: reading
                .summary_sentences
                .map_or(settings.read.summary_sentences, usize::from),
            length: match (reading.summary, reading.summary_sentences) {
                (Some(name), _) => name.length(),
                (None, Some(_)) => Length::Short,
                (None, None) => length(session)?,
            },
            about: options.about.clone(),
            corrections,
        },
        analyse: options.analyse,
        known: None,
        workers: workers(session),
    })
}

/// The format to assume: JSON Lines where every line is answered.
fn format(asked: FormatName, stream: &StreamArguments) -> Result<Option<Format>, Fault> {
    if !stream.every_line {
        return Ok(asked.format());
    }
    if !matches!(asked, FormatName::Auto | FormatName::Jsonl) {
        return Err(Fault::usage(
            "--every-line answers lines of JSON Lines; leave --format away".to_owned(),
        ));
    }
    Ok(Some(Format::Jsonl))
}

/// How long summaries are by the settings.
pub fn length(session: &Session) -> Result<Length, Fault> {
    let name = &session.settings.read.summary;
    Length::parse(name).ok_or_else(|| {
        Fault::failed(format!(
            "the setting `read.summary` must be one, short or long, not {name}"
        ))
    })
}

/// How much is read at most.
pub fn limits(session: &Session) -> Limits {
    let largest = usize::try_from(session.settings.import.largest).unwrap_or(usize::MAX);
    Limits {
        bytes: largest.saturating_mul(MIB),
        ..Limits::default()
    }
}

/// How many threads analyse.
pub fn workers(session: &Session) -> usize {
    match session.settings.import.threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        threads => threads,
    }
}

/// Inputs as paths; addresses and `-` go the same way and are known by their text.
pub fn paths(inputs: Vec<OsString>) -> Vec<PathBuf> {
    inputs.into_iter().map(PathBuf::from).collect()
}

/// The corrections beside the library, which hold for every analysis. What is wrong with them is told, the rest holds.
fn kept(session: &Session) -> Option<Arc<Corrections>> {
    let corrections = CorrectionsFile::new(Some(session.corrections_path()));
    for fault in corrections.faults() {
        session.note(&fault);
    }
    let (_, corrections) = corrections.current();
    (!corrections.is_empty()).then_some(corrections)
}

fn corrections_of(path: &Path) -> Result<Corrections, Fault> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Fault::failed(format!(
            "cannot read the corrections {}: {error}",
            path.display()
        ))
    })?;
    let failed = |mistake: &Mistake| Fault::failed(mistake.in_file(path));
    let (corrections, faults) =
        nutgraf_library::actors::corrections::lines::read(&text).map_err(|fault| failed(&fault))?;
    faults
        .first()
        .map_or(Ok(corrections), |fault| Err(failed(fault)))
}
