//! What words are there for in a sentence.

/// What a word does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// 收到, 受理.
    Receive,
    /// 新收: without what was carried in.
    ReceiveNew,
    /// 办结.
    Finish,
    /// 答复, 办理: may or may not be done.
    Handle,
    /// 制发, 印发.
    Issue,
    /// 废止.
    Repeal,
    /// 现行有效.
    InForce,
    /// 发生, 出现.
    Occur,
    /// 未, 没有, 无.
    Not,
    /// 均, 全部.
    All,
    /// 政府信息公开申请.
    Request,
    /// 申请, of whatever kind.
    AnyRequest,
    /// Something of the tables that has a name.
    Named,
    /// 规范性文件.
    Documents,
    /// 规章.
    Regulations,
    /// 政府信息公开, by itself.
    Disclosure,
    /// Things that are counted too, but stand in no table: 建议, 来信.
    Unrelated,
    /// A way by which something came or went: 网站, 信函.
    Channel,
    /// 较上年, 同比.
    Compare,
    /// 将, 计划.
    Plan,
    /// 其中.
    Among,
    /// A part of the year, or several years: 上半年, 近三年.
    Period,
    /// A part that is named by how it was dealt with: 延期, 当场.
    Qualified,
    /// Other agencies: 各村, 下属.
    Elsewhere,
    /// 全县: this agency's own only if it governs it.
    WholeArea,
    /// 上年, 去年.
    LastYear,
    /// 本年, 今年.
    ThisYear,
    /// 共, 合计.
    Total,
    /// 除…外.
    Except,
    /// 占.
    Share,
    /// Only there so that shorter words in it are not found.
    Ignored,
}

/// A figure of the tables that sentences speak of, by its place in a lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuantityId(pub(super) usize);

/// A word of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// What it does is all there is to it.
    Does(Term),
    /// It names a quantity.
    Names(QuantityId),
}

impl Word {
    pub fn term(self) -> Term {
        match self {
            Self::Does(term) => term,
            Self::Names(_) => Term::Named,
        }
    }
}

/// A set of terms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms(u32);

impl Terms {
    pub const fn new(terms: &[Term]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < terms.len() {
            bits |= 1 << terms[at] as u32;
            at += 1;
        }
        Self(bits)
    }

    pub fn has(self, term: Term) -> bool {
        self.meets(Self::new(&[term]))
    }

    /// Whether a term is in both.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl FromIterator<Term> for Terms {
    fn from_iter<T: IntoIterator<Item = Term>>(terms: T) -> Self {
        Self(terms.into_iter().fold(0, |bits, term| bits | Self::new(&[term]).0))
    }
}
