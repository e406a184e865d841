//! Where the program's own files lie.
//!
//! The folders are those of the XDG Base Directory Specification 0.8, on every
//! system; a variable that is no absolute path is passed over, as it says.

use std::path::PathBuf;

use etcetera::BaseStrategy;
use etcetera::base_strategy::Xdg;

/// The places of the program's own files. None need exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// The reader's home folder.
    pub home: PathBuf,
    /// The file of settings.
    pub config: PathBuf,
    /// What the reader added to articles.
    pub state: PathBuf,
    /// What went wrong, in detail.
    pub log: PathBuf,
    /// A folder for what can be made again.
    pub cache: PathBuf,
}

impl Places {
    /// The places of this user; `None` if the system knows no home folder.
    pub fn find() -> Option<Self> {
        let xdg = Xdg::new().ok()?;
        let state = xdg.state_dir()?.join("newsread");
        Some(Self {
            home: xdg.home_dir().to_owned(),
            config: xdg.config_dir().join("newsread/config.toml"),
            state: state.join("state.db"),
            log: state.join("newsread.log"),
            cache: xdg.cache_dir().join("newsread"),
        })
    }
}
