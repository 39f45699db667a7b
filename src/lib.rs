//! giar checks and publishes the annual information-disclosure reports (政府信息公开工作年度报告) of Chinese administrative
//! agencies.
//!
//! Data walks one way: files are loaded ([`io::load`]), bound to the official forms ([`report`]), gathered
//! ([`archive`]), planned ([`site::plan`]), checked ([`check`]), rendered ([`render`]), and published ([`io::publish`])
//! or served (`io::serve`). [`pipeline`] is this line on one page.
//!
//! The modules stand below in their order: each uses only those before it.

#![warn(clippy::disallowed_methods)]

pub mod i18n;
mod variants;
pub mod diag;
pub mod form;
mod spanned;
pub mod date;
pub mod markdown;
pub mod config;
pub mod report;
mod prose;
pub mod archive;
mod start;
pub mod theme;
pub mod site;
pub mod check;
pub mod fix;
pub mod export;
pub mod render;
pub mod import;
pub mod pipeline;
mod status;
mod preview;
pub mod io;
pub mod cli;
