//! Owns: the command line: what was asked, with which settings, and how it ends.
//! Promises: exit codes and output are those of the public documentation; an error is one line on standard error that
//! says what failed, on what, and what to do; a closed pipe is no error.

pub mod actor_figures;
pub mod answer;
pub mod arguments;
pub mod brief;
pub mod bring;
pub mod bring_cache;
pub mod config;
pub mod doctor;
pub mod documents;
pub mod environment;
pub mod export;
pub mod fault;
pub mod feeds;
pub mod followed;
pub mod help;
pub mod import;
pub mod keys;
pub mod library;
pub mod log;
pub mod manual;
pub mod open_library;
pub mod pipeline;
pub mod query;
pub mod refresh;
pub mod said;
pub mod session;
pub mod show;
pub mod start;
pub mod stories;
pub mod stream_arguments;
pub mod summarize;
pub mod topics;
pub mod user_files;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::Path;

use clap::{CommandFactory, Parser};

use crate::cli::arguments::{Arguments, Command, Query, ReadingArguments, shield};
use crate::cli::documents::{Parts, PrintOptions};
use crate::cli::fault::{Fault, code};
use crate::cli::pipeline::PipelineOptions;
use crate::cli::session::{Session, complain};
use crate::engine::timeline::Extent;
use crate::print::schema;
use crate::run;

pub use crate::cli::environment::{Environment, Places};

/// Does what the command line asks, the browser among it. Answers the exit code.
pub fn run(words: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments = match Arguments::try_parse_from(shield(words)) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version also come this way; clap knows which stream and colour.
            drop(error.print());
            return u8::try_from(error.exit_code()).unwrap_or(code::USAGE);
        }
    };
    match dispatch(arguments) {
        Ok(()) | Err(Fault::Pipe) => 0,
        Err(Fault::Silent(code)) => code,
        Err(Fault::Say { code, message }) => {
            complain(&message);
            code
        }
    }
}

fn dispatch(arguments: Arguments) -> Result<(), Fault> {
    let environment = Environment::read();
    let Arguments {
        command,
        plain,
        inputs,
        common,
    } = arguments;
    if let (Some(_), Some(first)) = (&command, inputs.first()) {
        return Err(Fault::usage(format!(
            "`{}` stands before a command; write the command first, or a path named like one as ./NAME",
            first.to_string_lossy()
        )));
    }
    let log = log::path(&environment.places);
    if let Err(error) = log::begin(common.log, &log) {
        complain(&format!("no log is written: {}: {error}", log.display()));
    }
    // These look at the settings themselves and work with broken ones too.
    match &command {
        Some(Command::Config { command }) => {
            return config::config(command, &common, &environment);
        }
        Some(Command::Doctor) => return doctor::doctor(&common, &environment),
        Some(Command::Help { about }) => return help::help(about, &common, &environment),
        _ => {}
    }
    let session = Session::open(common, environment)?;
    match command {
        None => browse(&session, inputs, plain),
        Some(Command::Tour) => tour(&session, plain),
        Some(command) => carry_out(&session, command),
    }
}

fn carry_out(session: &Session, command: Command) -> Result<(), Fault> {
    match command {
        Command::Import { inputs, reading } => import::import(session, inputs, reading),
        Command::Refresh {
            feed,
            due: _,
            all,
            force,
            no_gap,
        } => refresh::refresh(session, feed.as_deref(), (all, force, no_gap)),
        Command::List {
            query, csv: true, ..
        } => export::table(session, &query),
        Command::List { query, full, .. } => query::list(session, &query, full),
        Command::Export {
            words,
            limit,
            lenient,
        } => {
            let query = Query {
                words,
                limit,
                lenient,
                explain: false,
            };
            export::export(session, query)
        }
        Command::Show {
            what,
            raw,
            revisions,
            summary,
        } => show::show(session, what, raw, revisions, summary),
        Command::Actors { query } => query::actors(session, &query),
        Command::Said { query } => said::said(session, &query),
        Command::Stories { query } => stories::stories(session, &query),
        Command::Brief { query, form } => brief::brief(session, &query, &form),
        Command::Timeline { query, days, lines } => {
            let extent = Extent { days, lines };
            query::timeline(session, &query, extent)
        }
        Command::Read {
            inputs,
            no_clean,
            raw,
            stream,
        } => {
            let reading = ReadingArguments {
                no_clean,
                ..ReadingArguments::default()
            };
            let options = PipelineOptions {
                reading,
                stream,
                ..PipelineOptions::default()
            };
            read(session, inputs, &options, raw)
        }
        Command::Analyze {
            schema: Some(name), ..
        } => {
            let text = schema::text(name.form());
            session::output().write_all(text.as_bytes())?;
            Ok(())
        }
        Command::Analyze {
            schema: None,
            inputs,
            reading,
            about,
            raw,
            stream,
        } => {
            let options = PipelineOptions {
                reading,
                analyse: true,
                about,
                stream,
                ..PipelineOptions::default()
            };
            read(session, inputs, &options, raw)
        }
        Command::Feeds { command } => feeds::feeds(session, command),
        // The browser's; opened before.
        Command::Tour => Ok(()),
        Command::Keys => keys::keys(session),
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { command, into } => manual::man(command.as_deref(), into.as_deref()),
        Command::Help { about } => help::help(&about, &session.common, &session.environment),
        Command::Library { command } => library::library(session, &command),
        Command::Config { command } => {
            config::config(&command, &session.common, &session.environment)
        }
        Command::Doctor => doctor::doctor(&session.common, &session.environment),
    }
}

/// `read` and `analyze`.
fn read(
    session: &Session,
    inputs: Vec<OsString>,
    options: &PipelineOptions,
    raw: bool,
) -> Result<(), Fault> {
    let pipeline = pipeline::pipeline(session, options)?;
    let form = PrintOptions {
        json: session.common.json || options.stream.every_line,
        raw,
        parts: if options.analyse {
            Parts::Briefing
        } else {
            Parts::Text
        },
        style: session.style(),
    };
    documents::print_all(session, &pipeline, &pipeline::paths(inputs), form)
}

/// Opens the browser. Without a terminal, or with `--json`, there is no browser: the list is printed
/// instead. A terminal that can't be drawn on gets the dialogue, and so does whoever asks for it.
fn browse(session: &Session, inputs: Vec<OsString>, plain: bool) -> Result<(), Fault> {
    if !inputs.is_empty() && inputs.iter().all(is_missing) {
        return Err(Fault::failed(missing(&inputs)));
    }
    let environment = &session.environment;
    if session.common.json || !(environment.terminal || plain) {
        if inputs.is_empty() {
            query::list(session, &Query::default(), false)?;
        } else {
            import::list_inputs(session, inputs)?;
        }
        return Ok(());
    }
    let mut options = start::start(session, inputs)?;
    options.plain |= plain;
    open(options)
}

/// The browser on the tour.
fn tour(session: &Session, plain: bool) -> Result<(), Fault> {
    if !session.environment.terminal || plain {
        return Err(Fault::usage(
            "the tour needs a terminal to draw on; `nutgraf keys` lists the keys".to_owned(),
        ));
    }
    open(start::tour(session)?)
}

fn open(options: run::Options) -> Result<(), Fault> {
    run::browse(options).map_err(|error| Fault::failed(format!("{error:#}")))
}

fn is_missing(input: &OsString) -> bool {
    let is_address = input.to_str().is_some_and(nutgraf_read::ingest::is_address);
    input != "-" && !is_address && matches!(Path::new(input).try_exists(), Ok(false))
}

/// What to say when nothing of what was named is there; the first word may be a command misspelt.
fn missing(inputs: &[OsString]) -> String {
    let names: Vec<_> = inputs.iter().map(|input| input.to_string_lossy()).collect();
    let first = names.first().map_or("", |name| name.as_ref());
    let command = Arguments::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .max_by(|a, b| {
            let alike = |name: &str| strsim::jaro_winkler(name, first);
            alike(a).total_cmp(&alike(b))
        })
        .filter(|name| strsim::jaro_winkler(name, first) >= 0.85);
    let said = format!("{}: no such file or folder", names.join(", "));
    match command {
        Some(name) => format!("{said}; did you mean the command `{name}`?"),
        None => format!("{said}, and no command; `nutgraf --help` lists the commands"),
    }
}
