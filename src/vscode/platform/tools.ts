import * as vscode from 'vscode';
import type { Coach } from '../kit/context';
import type { Surface } from './actions';
import { PlatformDocuments } from './documents';
import { PlatformPage } from './page';
import { Platforms } from './platforms';

/** What the view and the commands share, made when first needed. */
export class Tools implements vscode.Disposable {
  readonly surface: Surface;
  readonly documents: PlatformDocuments;
  readonly page: PlatformPage;

  constructor(coach: Coach) {
    this.surface = { coach, platforms: new Platforms(coach) };
    this.documents = new PlatformDocuments(this.surface);
    this.page = new PlatformPage(this.surface, this.documents);
  }

  dispose(): void {
    vscode.Disposable.from(this.page, this.surface.platforms).dispose();
  }
}
