import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import type { Surface } from './actions';
import { RealCluster } from './cluster';
import { PlatformDocuments } from './documents';
import { ForgePage } from './forge-page';
import { MapPage } from './map-page';
import { PlatformPage } from './page';
import { Platforms } from './platforms';
import { TimelinePage } from './timeline-page';

/** What the view and the commands share, made when first needed. */
export class Tools implements vscode.Disposable {
  readonly surface: Surface;
  readonly documents: PlatformDocuments;
  readonly page: PlatformPage;
  readonly map: MapPage;
  readonly timeline: TimelinePage;
  readonly forge: ForgePage;

  constructor(coach: Coach) {
    this.surface = { coach, platforms: new Platforms(coach), cluster: new RealCluster(coach) };
    this.documents = new PlatformDocuments(this.surface);
    this.page = new PlatformPage(this.surface, this.documents);
    this.map = new MapPage(this.surface);
    this.timeline = new TimelinePage(this.surface);
    this.forge = new ForgePage(this.surface, this.documents);
  }

  dispose(): void {
    vscode.Disposable.from(this.page, this.map, this.timeline, this.forge, this.documents, this.surface.cluster, this.surface.platforms).dispose();
  }
}
