//! The lists of values of projects: types, statuses, headings, markers.

string_enum! {
    /// The category of a project in the e-APD, the yearly declaration of official development assistance
    /// (ODA) by French local authorities.
    pub enum OdaKind: explicit {
        /// A cooperation project.
        Cooperation,
        /// A grant to an association.
        Grant,
        /// Development awareness at home (DAC type of aid H01, purpose 99820).
        Awareness,
        /// Reception of refugees in their first twelve months (DAC type of aid H02, purpose 93010).
        Refugees,
        /// Scholarships and support of students (DAC type of aid E01).
        Scholarship,
        /// Staff and other administrative costs (DAC type of aid G01, purpose 91010).
        Administration,
        /// A contribution to a multilateral body (DAC type of aid B021).
        Multilateral,
        /// A project funded under one of the 1% laws.
        OnePercent,
        /// Not official development assistance: left out of the declaration.
        NotOda,
    }

    /// A policy marker of OECD-DAC: an objective that projects are scored against.
    pub enum Marker: explicit {
        /// Gender equality.
        GenderEquality,
        /// Aid to environment.
        Environment,
        /// Biodiversity (Rio marker).
        Biodiversity,
        /// Climate change mitigation (Rio marker).
        ClimateMitigation,
        /// Climate change adaptation (Rio marker).
        ClimateAdaptation,
        /// Combating desertification (Rio marker).
        Desertification,
        /// Nutrition.
        Nutrition,
        /// Inclusion and empowerment of persons with disabilities.
        Disability,
        /// Disaster risk reduction.
        DisasterRiskReduction,
        /// Participatory development and good governance.
        ParticipatoryDevelopment,
        /// Trade development.
        TradeDevelopment,
        /// Reproductive, maternal, newborn and child health (RMNCH).
        ReproductiveHealth,
    }

    /// A French 1% law: local authorities may spend up to 1% of the budget of a public service on
    /// international cooperation.
    pub enum Mechanism: explicit {
        /// Water and sanitation: the Oudin-Santini law of 2005.
        Water,
        /// Distribution of electricity and gas.
        Energy,
        /// Collection and treatment of waste.
        Waste,
        /// Public transport and mobility.
        Mobility,
    }

    /// The status of a line of the funding plan.
    pub enum FundingStage {
        /// Prospective: not yet requested.
        Hoped,
        /// Requested from the funder.
        Requested,
        /// Secured: granted by the funder.
        Granted,
    }

    /// The heading under which a funder expects a cost. The headings are those that are common to the forms of public funders; none
    /// of the forms has all of them.
    pub enum CostHeading: explicit {
        /// Staff, in the authority or abroad.
        Staff,
        /// Travel and accommodation.
        Travel,
        /// Equipment and supplies.
        Equipment,
        /// Works.
        Works,
        /// Studies, expertise and other services.
        Services,
        /// Training and workshops.
        Training,
        /// Communication and publicity.
        Communication,
        /// Monitoring, evaluation and audit.
        Monitoring,
        /// Indirect costs: administration, premises, coordination.
        IndirectCosts,
        /// Contingencies.
        Contingencies,
        /// Any other cost.
        Other,
    }

    /// The type of a contribution in kind.
    pub enum InKindKind {
        /// Working days of staff.
        StaffDays,
        /// Accommodation of people, or use of premises.
        Hosting,
        /// Equipment and materials.
        Equipment,
        /// Any other contribution.
        Other,
    }

    /// A group of people that indicator values are disaggregated by.
    pub enum PartGroup: explicit {
        /// Women.
        Women,
        /// Men.
        Men,
        /// Girls.
        Girls,
        /// Boys.
        Boys,
        /// Persons under 15 years.
        Under15,
        /// Persons from 15 to 24 years.
        From15To24,
        /// Persons from 25 to 64 years.
        From25To64,
        /// Persons over 64 years.
        Over64,
        /// Any other group, named by the label of the part.
        Other,
    }

    /// The type of a project.
    pub enum ProjectKind {
        /// A cooperation action without a more precise type.
        Action,
        /// A residency, such as one of artists.
        Residency,
        /// A training mission.
        TrainingMission,
        /// A doctoral thesis.
        Phd,
        /// Construction or restoration work.
        BuildingSite,
        /// Technical support.
        TechnicalSupport,
        /// Support of schools.
        SchoolSupport,
        /// A study.
        Study,
        /// A cultural exchange.
        CulturalExchange,
    }
}

impl Marker {
    /// The highest score that the marker allows (OECD-DAC, CRS reporting directives).
    pub fn max_score(self) -> u8 {
        match self {
            Self::Desertification => 3,
            Self::ReproductiveHealth => 4,
            _ => 2,
        }
    }

    /// True if the e-APD declaration requires a score for this marker.
    pub fn is_declared(self) -> bool {
        !matches!(self, Self::ParticipatoryDevelopment | Self::TradeDevelopment | Self::ReproductiveHealth)
    }
}
