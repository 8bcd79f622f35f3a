//! Owns: signals: SIGTERM and SIGINT end the program in order, SIGHUP at once; `^Z` stops it.
//! Promises: the terminal is restored first, whichever way it ends.

use std::io;
use std::thread;
use std::time::Duration;

use crossbeam_channel::Sender;

use crate::app::msg::Msg;
use crate::tui::terminal::Restorer;

/// How long an orderly end may take before the program ends anyway.
const PATIENCE: Duration = Duration::from_secs(3);

/// Starts the thread that waits for signals.
///
/// # Errors
/// When the handlers or the thread can't be had.
#[cfg(unix)]
pub(super) fn watch(inbox: Sender<Msg>, restorer: Restorer) -> io::Result<()> {
    use signal_hook::consts::signal::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::iterator::Signals;

    let mut wanted = vec![SIGTERM, SIGINT, SIGQUIT];
    // Under nohup the hang-up is ignored on purpose; the watchdog of `tui` ends the program when its terminal is gone.
    if !hang_up_is_ignored() {
        wanted.push(SIGHUP);
    }
    let mut signals = Signals::new(wanted)?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            let mut asked = false;
            for signal in signals.forever() {
                if signal == SIGHUP || asked {
                    restorer.restore();
                    std::process::exit(128 + signal);
                }
                asked = true;
                let told = inbox.try_send(Msg::Quit).is_ok();
                let late = thread::Builder::new().name("patience".to_owned());
                let last = restorer.clone();
                let spawned = late.spawn(move || {
                    thread::sleep(if told { PATIENCE } else { Duration::ZERO });
                    last.restore();
                    std::process::exit(128 + signal);
                });
                if spawned.is_err() {
                    restorer.restore();
                    std::process::exit(128 + signal);
                }
            }
        })?;
    Ok(())
}

/// Whether the process was started with SIGHUP ignored, as `nohup` does.
#[cfg(target_os = "linux")]
fn hang_up_is_ignored() -> bool {
    // The mask of ignored signals, in hexadecimal; bit 0 is signal 1, SIGHUP.
    std::fs::read_to_string("/proc/self/status").is_ok_and(|status| {
        status
            .lines()
            .find_map(|line| line.strip_prefix("SigIgn:"))
            .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
            .is_some_and(|mask| mask & 1 == 1)
    })
}

#[cfg(all(unix, not(target_os = "linux")))]
fn hang_up_is_ignored() -> bool {
    false
}

/// Without signals nothing is watched.
#[cfg(not(unix))]
pub(super) fn watch(_: Sender<Msg>, _: Restorer) -> io::Result<()> {
    Ok(())
}

/// Stops the process as `^Z` does in a shell; returns when it goes on.
#[cfg(unix)]
pub(super) fn suspend() -> Result<(), String> {
    // The whole group, as the terminal's own driver would: a shell waits for the job, not for one process.
    rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)
        .map_err(|error| format!("cannot stop here: {error}"))
}

/// Elsewhere there is no job control.
#[cfg(not(unix))]
pub(super) fn suspend() -> Result<(), String> {
    Err("this system has no job control".to_owned())
}
