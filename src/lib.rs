//! giar checks and publishes the yearly reports on government information disclosure (政府信息公开工作年度报告) of
//! Chinese administrative bodies.
//!
//! Data walks one way: files are loaded ([`io::load`]), bound to the official forms ([`report`]), gathered
//! ([`archive`]), checked ([`check`]), planned and rendered ([`render`]), and published ([`io::publish`]) or served ([`io::serve`]). Each module
//! uses only those before it: [`i18n`] and [`diag`], [`spanned`], [`form`], [`markdown`], [`config`], [`report`],
//! [`prose`], [`archive`], [`site`], [`check`], [`fix`], [`render`], [`pipeline`], [`preview`], [`io`], [`cli`].

#![warn(clippy::disallowed_methods)]

pub mod archive;
pub mod check;
pub mod cli;
pub mod config;
pub mod diag;
pub mod fix;
pub mod form;
pub mod i18n;
pub mod io;
pub mod markdown;
pub mod pipeline;
pub mod preview;
pub mod prose;
pub mod render;
pub mod report;
pub mod site;
pub mod spanned;
